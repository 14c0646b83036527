// What happened, and what is sent or planned because of it. Pure.

internal import FoundationEssentials
internal import PluginKit

/// One answer to `event` or `timer` in the making.
struct FollowUpEvents {
    private let settings: FollowUpSettings
    private var memory: ContactMemory
    private var actions: [PluginAction] = []
    /// By key, what becomes of an entry of the schedule: planned anew, or cancelled.
    private var schedule: [String: ScheduleEntry?] = [:]

    init(_ settings: FollowUpSettings, _ state: PluginState, at: String) {
        self.settings = settings
        memory = ContactMemory(state, at: at, settings)
    }

    /// Whether one more event fits into the answer.
    var hasRoom: Bool { schedule.count + 2 <= ProtocolLimits.entriesPerAnswer && actions.count < 90 }

    /// The answer.
    func result(ack: Int? = nil) -> DeliveryResult {
        let entries = schedule.sorted { $0.key < $1.key }
        return DeliveryResult(
            ack: ack, actions: actions, schedule: entries.compactMap(\.value),
            cancel: entries.filter { $0.value == nil }.map(\.key), statePatch: memory.patch)
    }

    mutating func take(_ event: DeliveredEvent) {
        guard let ticket = event.ticket else { return }
        switch event.type {
        case .messageAdded: spoken(ticket, by: event.actor)
        case .ticketSolved, .ticketMerged: silence(ticket)
        case .ticketReopened:
            if let customer = ticket.requester?.id { memory.unplan(ticket.id, with: customer) }
        case .ticketErased:
            silence(ticket)
            memory.forget(ticket.id)
        case .surveySent:
            guard let customer = ticket.requester?.id else { return }
            let kind = event.change.flatMap { SurveyPlan.Kind(rawValue: $0.to) } ?? .csat
            memory.note(
                ContactMemory.Contact(day: memory.day(), kind: kind.rawValue, ticket: ticket.id),
                with: customer)
        case .surveyAnswered: answered(event, ticket)
        default: return
        }
    }

    /// The customer has not answered for as long as the settings say.
    mutating func remind(_ ticket: TicketSnapshot, _ data: JSONValue) {
        let reminders = settings.reminders
        let number = data["number"]?.number.map { Int($0) } ?? 1
        guard reminders.send != .off, Self.isWaiting(ticket) else { return }
        let isLast = number >= reminders.most
        let closing = isLast ? reminders.closeAfter.map { memory.day(after: $0.seconds) } : nil
        let words = MailWords(ticket.language).reminder(closing: closing)
        let reason = "the customer was asked something and has not written for \(Self.words(reminders.after))"
        guard write(words, "reminder", reminders.send, to: ticket, reason) else { return }
        if !isLast {
            plan("remind:\(ticket.id)", reminders.after, ticket, ["number": .number(Double(number + 1))])
        } else if let time = reminders.closeAfter {
            plan("close:\(ticket.id)", time, ticket, [:])
        }
    }

    /// The customer was reminded, and has not answered since.
    mutating func close(_ ticket: TicketSnapshot) {
        guard settings.reminders.closeAfter != nil, Self.isWaiting(ticket) else { return }
        let reason = "the customer was reminded and has not answered"
        actions.append(PluginAction(.tag("no-answer"), ticket: ticket.id, reason: reason))
        actions.append(PluginAction(.close, ticket: ticket.id, reason: reason))
    }

    private mutating func spoken(_ ticket: TicketSnapshot, by actor: String) {
        if actor == "requester" { return silence(ticket) }
        guard settings.reminders.send != .off, actor.hasPrefix("agent:"), Self.isWaiting(ticket) else {
            return
        }
        plan("remind:\(ticket.id)", settings.reminders.after, ticket, ["number": 1])
        schedule.updateValue(nil, forKey: "close:\(ticket.id)")
    }

    private mutating func silence(_ ticket: TicketSnapshot) {
        guard settings.reminders.send != .off else { return }
        schedule.updateValue(nil, forKey: "remind:\(ticket.id)")
        schedule.updateValue(nil, forKey: "close:\(ticket.id)")
    }

    private mutating func answered(_ event: DeliveredEvent, _ ticket: TicketSnapshot) {
        guard settings.thanks != .off, let change = event.change, Self.isGood(change.to),
            !Self.isGood(change.from)
        else { return }
        let words = MailWords(ticket.language).thanks
        _ = write(words, "thanks", settings.thanks, to: ticket, "the customer says that it helped")
    }

    /// `good`, or of a recommendation a number that makes a promoter (Reichheld, 2003).
    private static func isGood(_ answer: String) -> Bool { ["good", "nps 9", "nps 10"].contains(answer) }

    /// Has a text suggested or sent, as far as the customer's contacts allow.
    ///
    /// - Returns: whether it was.
    private mutating func write(
        _ words: String, _ kind: String, _ send: FollowUpSettings.Send, to ticket: TicketSnapshot,
        _ reason: String
    ) -> Bool {
        guard send == .auto else {
            let reply = ReplyProposal(suggesting: words, confidence: 0.9, reason: reason)
            actions.append(PluginAction(.suggest(reply), ticket: ticket.id, reason: reason))
            return true
        }
        guard let customer = ticket.requester?.id,
            SurveyPlanning.budgetHindrance(memory, customer, settings, besides: ticket.id) == nil
        else { return false }
        let reply = ReplyProposal(.auto, words, confidence: 0.9, reason: reason)
        actions.append(PluginAction(.reply(reply), ticket: ticket.id, reason: reason))
        memory.note(ContactMemory.Contact(day: memory.day(), kind: kind, ticket: ticket.id), with: customer)
        return true
    }

    private mutating func plan(
        _ key: String, _ after: WireDuration, _ ticket: TicketSnapshot, _ data: JSONValue
    ) {
        schedule[key] = ScheduleEntry(key: key, after: after, ticket: ticket.id, data: data)
    }

    private static func isWaiting(_ ticket: TicketSnapshot) -> Bool {
        ticket.status == "pending" && ticket.mergedInto == nil && !ticket.tags.contains("spam")
    }

    private static func words(_ time: WireDuration) -> String {
        let days = time.seconds / 86_400
        return days > 0 ? "\(days) \(days == 1 ? "day" : "days")" : "\(time.seconds / 3_600) h"
    }
}
