// From an event to who is called.

internal import PluginKit

/// Something about a ticket that somebody should know now.
struct Alarm {
    let cause: Cause
    /// What it is remembered as: `sla.breached first_reply`.
    let thing: String
    /// In words for an agent.
    let reason: String
    /// Whether the priority is raised by it: a new ticket's priority is decided together with others.
    let raises: Bool
}

extension EscalatePlugin {
    /// What an event of a ticket that is not over says.
    func alarms(_ event: DeliveredEvent, _ ticket: TicketSnapshot) -> [Alarm] {
        switch event.type {
        case .slaNear, .slaBreached: return [promise(event)].compactMap { $0 }
        case .messageAdded where event.actor != "requester": return []
        case .ticketCreated, .messageAdded:
            let isNew = event.type == .ticketCreated
            var alarms = findings(ticket).map {
                Alarm(cause: $0.cause, thing: $0.cause.rawValue, reason: Self.reason($0), raises: !isNew)
            }
            if isNew, let tier = ticket.tier, settings.vipTiers.contains(tier) {
                alarms.append(Alarm(cause: .vip, thing: "vip", reason: "its tier is \(tier)", raises: false))
            }
            return alarms
        default: return []
        }
    }

    private func promise(_ event: DeliveredEvent) -> Alarm? {
        guard let change = event.change, change.field.hasPrefix("sla.") else { return nil }
        let target = String(change.field.dropFirst("sla.".count))
        let isBroken = event.type == .slaBreached
        let cause = isBroken ? Cause.slaBreached : .slaNear
        let name =
            ["first_reply": "a first reply", "next_reply": "the next reply", "resolution": "a solution"][
                target]
            ?? target
        let words = isBroken ? "the promise of \(name) was broken, which was due" : "\(name) is due"
        return Alarm(
            cause: cause, thing: "\(cause.rawValue) \(target)",
            reason: "\(words) at \(change.to)", raises: isBroken)
    }

    /// Whether anything comes of it.
    func isHeard(_ alarm: Alarm) -> Bool {
        alarm.raises || settings.notify.contains(alarm.cause)
            || settings.page?.for.contains(alarm.cause) == true
    }

    /// Priority and tag, a call to a person, a request to a server.
    func actions(_ alarm: Alarm, _ ticket: TicketSnapshot) -> [PluginAction] {
        var effects: [PluginAction.Effect] = []
        if alarm.raises, let priority = higher(ticket) { effects.append(.set(.priority, priority)) }
        if alarm.cause == .slaBreached, !ticket.tags.contains("sla-breached") {
            effects.append(.tag("sla-breached"))
        }
        if settings.notify.contains(alarm.cause) {
            // Who cares for the ticket can still keep the promise; what is broken is the lead's.
            let agent = alarm.cause == .slaNear ? ticket.assignee.map { "agent:\($0)" } : nil
            let place = ticket.assignee.map { "with \($0)" } ?? "with nobody"
            effects.append(
                .notify(
                    to: agent ?? settings.lead,
                    text: "\(ticket.id), in \(ticket.queue), \(place): \(alarm.reason)."))
        }
        if let page = settings.page, page.for.contains(alarm.cause) {
            let body: JSONValue = [
                "ticket": .string(ticket.id), "cause": .string(alarm.cause.rawValue),
                "text": .string("\(ticket.id): \(Self.withoutWords(alarm))"), "queue": .string(ticket.queue),
                "priority": .string(ticket.priority),
                "assignee": ticket.assignee.map { .string($0) } ?? .null,
            ]
            effects.append(.deliver(url: page.url, body: body))
        }
        return effects.map { PluginAction($0, ticket: ticket.id, reason: alarm.reason) }
    }

    /// What a server elsewhere may know: no word of a customer's.
    private static func withoutWords(_ alarm: Alarm) -> String {
        switch alarm.cause {
        case .angry: "the customer is angry"
        case .urgent: "the customer says that it is urgent"
        case .vip, .slaNear, .slaBreached: alarm.reason
        }
    }
}
