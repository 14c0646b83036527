// The plugin `escalate`: calls people to tickets that must not wait.

public import PluginKit

/// Looks for promises that are near or broken, for angry and urgent wording, and for tiers that come
/// first. It raises priorities, tags, calls people and pages a server; never twice for one thing, and
/// never about a ticket that is solved.
public struct EscalatePlugin: Plugin {
    /// This plugin's manifest.
    public static func manifest() throws -> PluginManifest {
        try PluginManifest(json: PackageResources.plugin_json)
    }

    /// It tags, it proposes priorities, and it is told of events.
    public static let hooks: [Method] = [.enrich, .route, .event]

    let settings: EscalateSettings
    private let wording: Wording

    /// Reads the configuration.
    public init(config: JSONValue) throws {
        settings = try Self.manifest().settings(EscalateSettings.self, from: config)
        wording = Wording(settings.words)
        let isSomebody = ["agent:", "role:"].contains { settings.lead.hasPrefix($0) && settings.lead != $0 }
        guard isSomebody else {
            throw PluginConfigurationError("`lead` is somebody like agent:grace or role:lead", path: "/lead")
        }
        if let page = settings.page, !["https://", "http://"].contains(where: page.url.hasPrefix) {
            throw PluginConfigurationError("`page` has an address like https://…", path: "/page/url")
        }
    }

    /// Tags what reads angry or urgent.
    public func enrich(_ question: DecisionParams) -> EnrichResult {
        guard !Self.isOver(question.ticket) else { return EnrichResult(abstaining: "it is solved") }
        let tags = findings(question.ticket).map(\.cause.rawValue).filter {
            !question.ticket.tags.contains($0)
        }
        guard !tags.isEmpty else {
            return EnrichResult(abstaining: "it reads neither angry nor urgent")
        }
        return EnrichResult(tags: tags)
    }

    /// Proposes a higher priority, and says which words or which tier ask for it.
    public func route(_ question: DecisionParams) -> RouteResult {
        let ticket = question.ticket
        guard !Self.isOver(ticket) else { return RouteResult(abstaining: "it is solved") }
        var reasons = findings(ticket).map(Self.reason)
        let isVIP = ticket.tier.map(settings.vipTiers.contains) ?? false
        if isVIP, let tier = ticket.tier { reasons.insert("its tier is \(tier)", at: 0) }
        guard !reasons.isEmpty else {
            return RouteResult(abstaining: "nothing about it says that it must not wait")
        }
        guard let priority = higher(ticket) else {
            return RouteResult(
                abstaining:
                    "\(reasons.joined(separator: "; ")), and its priority is \(ticket.priority) already")
        }
        // Words are a hint: a rule of the operator's comes first. A tier is what somebody has paid for.
        let proposal = Proposal(
            field: ProposalField.priority.rawValue, value: priority, strength: isVIP ? .should : .hint,
            confidence: isVIP ? 0.9 : 0.6, reason: reasons.joined(separator: "; "))
        return RouteResult(proposals: [proposal])
    }

    /// Calls people, once for each thing.
    public func take(_ delivery: EventParams) -> DeliveryResult {
        var result = DeliveryResult()
        var escalated = Escalated(delivery.state)
        for event in delivery.events {
            // The most that one event may take: three causes, three actions each.
            guard result.actions.count + 9 <= ProtocolLimits.entriesPerAnswer else { break }
            result.ack = event.seq
            guard let ticket = event.ticket else { continue }
            switch event.type {
            case .ticketClosed, .ticketMerged, .ticketErased:
                if event.type != .ticketMerged || ticket.mergedInto != nil { escalated.forget(ticket.id) }
            case _ where Self.isOver(ticket): continue
            default:
                for alarm in alarms(event, ticket) where isHeard(alarm) {
                    if escalated.note(alarm.thing, of: ticket.id) { result.actions += actions(alarm, ticket) }
                }
            }
        }
        result.statePatch = escalated.patch
        return result
    }

    /// The phrases in what the customer said last.
    func findings(_ ticket: TicketSnapshot) -> [Wording.Finding] {
        guard settings.wording else { return [] }
        return wording.findings(in: ticket.latest.map { [$0] } ?? [ticket.subject, ticket.body])
    }

    static func reason(_ finding: Wording.Finding) -> String {
        finding.cause == .angry
            ? "the customer is angry: “\(finding.phrase)”"
            : "the customer says that it is urgent: “\(finding.phrase)”"
    }

    /// The priority to raise a ticket to; `nil` when it has it, or a higher one.
    func higher(_ ticket: TicketSnapshot) -> String? {
        let order = ["low", "normal", "high", "urgent"]
        guard let now = order.firstIndex(of: ticket.priority),
            let wanted = order.firstIndex(of: settings.priority),
            now < wanted
        else { return nil }
        return settings.priority
    }

    /// Solved, merged, spam, or held until somebody has looked.
    static func isOver(_ ticket: TicketSnapshot) -> Bool {
        ["solved", "closed"].contains(ticket.status) || ticket.mergedInto != nil || ticket.queue == "held"
            || ticket.tags.contains("spam")
    }
}
