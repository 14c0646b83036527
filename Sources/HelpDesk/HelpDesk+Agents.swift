// What agents do with a ticket beside answering it.

internal import FoundationEssentials
public import TicketStore
public import Tickets

/// What an agent wants of a ticket; what is `nil` stays as it is.
public struct TicketChange: Sendable, Equatable {
    /// The queue it is to wait in.
    public var queue: String?
    /// How urgent it is.
    public var priority: Priority?
    /// The team that is to work on it; empty for none.
    public var team: String?
    /// Who is to care for it; empty for nobody.
    public var assignee: String?
    /// Tags that it is to get.
    public var newTags: [String] = []
    /// Tags that it is to lose.
    public var oldTags: [String] = []

    /// Nothing.
    public init() {}
}

extension HelpDesk {
    /// Finishes a ticket. A question that was held is let go by that. One that was erased before erasing
    /// finished a ticket is closed.
    ///
    /// - Returns: whether there is such a ticket.
    public func solve(_ id: TicketID, by agent: String) async throws -> Bool {
        try await act(on: id, alsoErased: true) { [self] edit in
            guard !edit.ticket.state.isErased else {
                return try edit.finishErased(by: .agent(name: agent))
            }
            if try Self.letGo(&edit, by: agent) { acknowledge(&edit) }
            edit.solve(by: agent)
        }
    }

    /// Opens a ticket again that was solved. Nothing happens to one that was not.
    ///
    /// - Returns: whether there is such a ticket.
    /// - Throws: `TicketError.closed` for one that is finished for good.
    public func reopen(_ id: TicketID, by agent: String) async throws -> Bool {
        try await act(on: id) { edit in
            guard edit.ticket.status.isFinished else { return }
            try edit.apply(.move(to: .open), by: .agent(name: agent))
            _ = try Self.letGo(&edit, by: agent)
        }
    }

    /// Writes a note that the customer never sees.
    ///
    /// - Parameter key: the form's: the same note again changes nothing.
    public func note(
        _ id: TicketID, _ body: String, key: String, by agent: String
    ) async throws -> ReplyOutcome {
        let body = body.storable
        guard !body.isBlank else { return .blank }
        let key = links.timeOfIssue(key, for: .reply(id)) == nil ? nil : key
        let isRepeated: Bool? = try await store.edit(id, once: key, now: now) { edit in
            guard !edit.isRepeated else { return true }
            try Self.checkThere(edit.ticket)
            try edit.say(body, visibility: .internal, by: .agent(name: agent))
            return false
        }
        guard let isRepeated else { return .noTicket }
        onChange()
        guard isRepeated else { return .sent }
        let messages = try await store.thread(id)?.messages ?? []
        return messages.contains { $0.body == body } ? .sent : .keyUsed
    }

    /// Moves, ranks, hands over and tags a ticket, all of it or nothing. A question that was held is let
    /// go by being moved, or handed to a team or to somebody.
    ///
    /// - Returns: whether there is such a ticket.
    /// - Throws: `TicketError` when it cannot be done; `.unknown` for a queue or team that the settings do
    ///   not name, and for somebody who neither works here nor is signed in nor cares for it already.
    public func change(_ id: TicketID, _ change: TicketChange, by agent: String) async throws -> Bool {
        if let queue = change.queue, !settings.queues.contains(where: { $0.id == queue }) {
            throw TicketError.unknown
        }
        if let team = change.team, !team.isEmpty, !settings.teams.contains(where: { $0.id == team }) {
            throw TicketError.unknown
        }
        let people = try await store.signedInAgents(now: now)
            .union(settings.agents.filter(\.isActive).map(\.id)).union([agent, ""])
        let isHandedOver = [change.queue, change.team, change.assignee].contains { $0?.isEmpty == false }
        return try await act(on: id) { [self] edit in
            let actor = Actor.agent(name: agent)
            if isHandedOver, try Self.letGo(&edit, by: agent) { acknowledge(&edit) }
            if let team = change.team { try edit.apply(.setTeam(team.isEmpty ? nil : team), by: actor) }
            if let queue = change.queue { try edit.apply(.setQueue(queue), by: actor) }
            if let priority = change.priority { try edit.apply(.setPriority(priority), by: actor) }
            if let assignee = change.assignee {
                guard people.contains(assignee) || assignee == edit.ticket.state.assignee else {
                    throw TicketError.unknown
                }
                try edit.apply(.assign(to: assignee.isEmpty ? nil : assignee), by: actor)
            }
            for tag in change.oldTags { try edit.apply(.untag(tag), by: actor) }
            for tag in change.newTags { try edit.apply(.tag(tag), by: actor) }
        }
    }

    /// Lays a ticket aside for some days, or until its customer writes.
    ///
    /// - Returns: whether there is such a ticket.
    public func snooze(_ id: TicketID, days: Int, by agent: String) async throws -> Bool {
        let until = now.addingTimeInterval(Double(days) * 86_400)
        return try await act(on: id) { try $0.apply(.snooze(until: until), by: .agent(name: agent)) }
    }

    /// Takes a ticket up again that was laid aside.
    ///
    /// - Returns: whether there is such a ticket.
    public func wake(_ id: TicketID, by agent: String) async throws -> Bool {
        try await act(on: id) { try $0.apply(.wake, by: .agent(name: agent)) }
    }

    /// Makes a ticket part of another one of the same customer.
    ///
    /// - Throws: `TicketError` when it cannot be done.
    /// - Returns: whether there are both.
    public func merge(_ id: TicketID, into target: TicketID, by agent: String) async throws -> Bool {
        let areThere: Void? = try await store.edit(id, target, now: now) { edit, other in
            for ticket in [edit.ticket, other.ticket] where ticket.state.isErased { throw TicketError.erased }
            // One answer goes to one address: the other customer would wait forever.
            let addresses = [edit.ticket, other.ticket].map { $0.requester.address.lowercased() }
            guard addresses[0] == addresses[1] else { throw TicketError.otherRequester }
            try edit.merge(into: &other, by: .agent(name: agent))
        }
        if areThere != nil { onChange() }
        return areThere != nil
    }

    /// Makes a ticket of its own again of one that became part of another.
    ///
    /// - Returns: whether there are both.
    public func undoMerge(of id: TicketID, by agent: String) async throws -> Bool {
        guard let ticket = try await store.thread(id)?.ticket else { return false }
        guard let target = ticket.state.mergedInto else { throw TicketError.notMerged }
        let areThere: Void? = try await store.edit(id, target, now: now) { edit, other in
            // It would wait for an answer again, and there is nobody left to answer.
            guard !edit.ticket.state.isErased else { throw TicketError.erased }
            try edit.undoMerge(from: &other, by: .agent(name: agent))
        }
        if areThere != nil { onChange() }
        return areThere != nil
    }

    /// The threads of tickets that became part of one, the earliest first.
    ///
    /// - Parameter isOwn: whether only those of the same customer are wanted.
    public func parts(of ticket: Ticket, ofSameCustomer isOwn: Bool) async throws -> [TicketThread] {
        var parts: [TicketThread] = []
        for merged in ticket.state.mergedFrom {
            guard let part = try await store.thread(merged.ticket) else { continue }
            let isSame = part.ticket.requester.address.lowercased() == ticket.requester.address.lowercased()
            if isSame || !isOwn { parts.append(part) }
        }
        return parts
    }

    private func act(
        on id: TicketID, alsoErased: Bool = false,
        _ change: @escaping @Sendable (inout TicketEdit) throws -> Void
    ) async throws -> Bool {
        let isReleased = try await store.edit(id, now: now) { [settings] edit in
            if !alsoErased || !edit.ticket.state.isErased { try Self.checkThere(edit.ticket) }
            try? edit.markPassed(settings.levels)
            let wasHeld = edit.ticket.queue == DeskSettings.heldQueue
            try change(&edit)
            return wasHeld && edit.ticket.queue != DeskSettings.heldQueue
        }
        guard let isReleased else { return false }
        if isReleased { onRelease() } else { onChange() }
        return true
    }
}
