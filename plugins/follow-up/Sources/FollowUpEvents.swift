// What happened, and what is sent or planned because of it. Pure.

internal import FoundationEssentials
internal import PluginKit

/// One answer to `event` or `timer` in the making.
struct FollowUpEvents {
    /// How the desk calls this plugin.
    private static let itself = "plugin:follow-up"
    /// So long after a mail it is looked whether it went out, or became a suggestion.
    private static let lookAfter = WireDuration(seconds: 10)

    private let settings: FollowUpSettings
    private let at: String
    private var memory: ContactMemory
    private var actions: [PluginAction] = []
    /// By key, what becomes of an entry of the schedule: planned anew, or cancelled.
    private var schedule: [String: ScheduleEntry?] = [:]

    init(_ settings: FollowUpSettings, _ state: PluginState, at: String) {
        self.settings = settings
        self.at = at
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
        case .messageAdded: spoken(event, ticket)
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
        write(words, Self.reminder, reminders.send, to: ticket, reason)
    }

    /// What was to be sent by itself was sent, or is a suggestion now: the desk has its own say in it.
    mutating func lookWhetherSent(_ ticket: TicketSnapshot, _ data: JSONValue) {
        guard let kind = data["kind"]?.string, let since = data["since"]?.string else { return }
        let wasSent = ticket.answers?.contains { $0.isSent && $0.by == Self.itself && $0.at >= since }
        if wasSent == true { wentOut(kind, ticket) }
    }

    /// The customer was reminded, and has not answered since.
    mutating func close(_ ticket: TicketSnapshot) {
        guard settings.reminders.closeAfter != nil, Self.isWaiting(ticket), Self.unansweredMails(ticket) > 0
        else { return }
        let reason = "the customer was reminded and has not answered"
        actions.append(PluginAction(.tag("no-answer"), ticket: ticket.id, reason: reason))
        actions.append(PluginAction(.close, ticket: ticket.id, reason: reason))
    }

    private mutating func spoken(_ event: DeliveredEvent, _ ticket: TicketSnapshot) {
        if event.actor == "requester" { return silence(ticket) }
        // What nobody answered with is a note among ours.
        let said = ticket.answers?.last { $0.isSent && $0.by == event.actor && $0.at == event.at }
        guard event.actor.hasPrefix("agent:"), let said else { return }
        if let customer = ticket.requester?.id, let mail = memory.openMail(about: ticket.id, to: customer) {
            if said.suggestedBy.map({ "plugin:\($0)" }) == Self.itself { return wentOut(mail.kind, ticket) }
            memory.withdrawMail(about: ticket.id, to: customer)
        }
        guard settings.reminders.send != .off, Self.isWaiting(ticket) else { return }
        plan("remind:\(ticket.id)", settings.reminders.after, ticket, ["number": 1])
        schedule.updateValue(nil, forKey: "close:\(ticket.id)")
    }

    /// A mail reached the customer: only now it counts, and what follows it is planned.
    private mutating func wentOut(_ kind: String, _ ticket: TicketSnapshot) {
        guard let customer = ticket.requester?.id else { return }
        memory.note(ContactMemory.Contact(day: memory.day(), kind: kind, ticket: ticket.id), with: customer)
        let reminders = settings.reminders
        let number = Self.unansweredMails(ticket)
        guard kind == Self.reminder, reminders.send != .off, Self.isWaiting(ticket), number > 0 else {
            return
        }
        if number < reminders.most {
            plan("remind:\(ticket.id)", reminders.after, ticket, ["number": .number(Double(number + 1))])
        } else if let time = reminders.closeAfter {
            plan("close:\(ticket.id)", time, ticket, [:])
        }
    }

    /// How many mails of this plugin's are the last that the customer got on a ticket, whoever sent them.
    private static func unansweredMails(_ ticket: TicketSnapshot) -> Int {
        let sent = (ticket.answers ?? []).filter(\.isSent).reversed()
        return sent.prefix { $0.by == itself || $0.suggestedBy.map { "plugin:\($0)" } == itself }.count
    }

    private mutating func silence(_ ticket: TicketSnapshot) {
        if let customer = ticket.requester?.id { memory.withdrawMail(about: ticket.id, to: customer) }
        guard settings.reminders.send != .off else { return }
        schedule.updateValue(nil, forKey: "remind:\(ticket.id)")
        schedule.updateValue(nil, forKey: "close:\(ticket.id)")
    }

    private mutating func answered(_ event: DeliveredEvent, _ ticket: TicketSnapshot) {
        guard settings.thanks != .off, let change = event.change, Self.isGood(change.to),
            !Self.isGood(change.from)
        else { return }
        let words = MailWords(ticket.language).thanks
        write(words, "thanks", settings.thanks, to: ticket, "the customer says that it helped")
    }

    /// `good`, or of a recommendation a number that makes a promoter (Reichheld, 2003).
    private static func isGood(_ answer: String) -> Bool { ["good", "nps 9", "nps 10"].contains(answer) }

    private static let reminder = "reminder"

    /// Has a text suggested or sent, as far as the customer's contacts allow. It is a contact once it
    /// went out, see ``wentOut(_:_:)``.
    private mutating func write(
        _ words: String, _ kind: String, _ send: FollowUpSettings.Send, to ticket: TicketSnapshot,
        _ reason: String
    ) {
        let customer = ticket.requester?.id
        if send == .auto {
            guard let customer,
                SurveyPlanning.budgetHindrance(memory, customer, settings, besides: ticket.id) == nil
            else { return }
            let reply = ReplyProposal(.auto, words, confidence: 0.9, reason: reason)
            actions.append(PluginAction(.reply(reply), ticket: ticket.id, reason: reason))
            plan(
                "sent:\(ticket.id)", Self.lookAfter, ticket, ["kind": .string(kind), "since": .string(at)])
        } else {
            let reply = ReplyProposal(suggesting: words, confidence: 0.9, reason: reason)
            actions.append(PluginAction(.suggest(reply), ticket: ticket.id, reason: reason))
        }
        // Without room for it, the agent who sends it begins to count anew.
        guard let customer, !memory.isFull else { return }
        let day = memory.day()
        memory.note(
            ContactMemory.Contact(day: day, kind: kind, ticket: ticket.id, isPlanned: true), with: customer)
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
