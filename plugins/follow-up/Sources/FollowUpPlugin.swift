// The plugin `follow-up`: what happens after the answer.

public import PluginKit

/// Plans surveys, reminds customers who were asked something, thanks, and marks those who return. It
/// reads no word of a ticket.
public struct FollowUpPlugin: Plugin {
    /// This plugin's manifest.
    public static func manifest() throws -> PluginManifest {
        try PluginManifest(json: PackageResources.plugin_json)
    }

    /// It tags, plans surveys, is told of events, and keeps appointments.
    public static let hooks: [Method] = [.enrich, .surveyPlan, .event, .timer]

    private let settings: FollowUpSettings

    /// Reads the configuration.
    public init(config: JSONValue) throws {
        settings = try Self.manifest().settings(FollowUpSettings.self, from: config)
    }

    /// Tags a new ticket when its customer returns, or has been with us for another year.
    public func enrich(_ question: DecisionParams) -> EnrichResult {
        guard settings.milestones, question.ticket.status == "new" else {
            return EnrichResult(abstaining: "it looks at new tickets, where milestones are on")
        }
        guard let facts = question.data["requester.facts"] else {
            return EnrichResult(abstaining: "nothing is known of the customer")
        }
        let tags = Milestones(returnsAfter: settings.returnsAfter).tags(facts, at: question.at)
        return tags.isEmpty ? EnrichResult(abstaining: "it is no milestone") : EnrichResult(tags: tags)
    }

    /// Whether and when the customer is asked how it went.
    public func planSurvey(_ question: DecisionParams) -> SurveyPlanResult {
        SurveyPlanning(settings: settings).plan(question)
    }

    /// Plans and cancels reminders, counts contacts, thanks.
    public func take(_ delivery: EventParams) -> DeliveryResult {
        var events = FollowUpEvents(settings, delivery.state, at: delivery.at)
        var last: Int?
        for event in delivery.events {
            guard events.hasRoom else { break }
            events.take(event)
            last = event.seq
        }
        return events.result(ack: last)
    }

    /// Reminds, sees whether what it wrote was sent, or closes what was reminded of in vain.
    public func take(_ timer: TimerParams) -> DeliveryResult {
        var events = FollowUpEvents(settings, timer.state, at: timer.at)
        if let ticket = timer.ticket {
            if timer.key.hasPrefix("remind:") { events.remind(ticket, timer.data) }
            if timer.key.hasPrefix("sent:") { events.lookWhetherSent(ticket, timer.data) }
            if timer.key.hasPrefix("close:") { events.close(ticket) }
        }
        return events.result()
    }
}
