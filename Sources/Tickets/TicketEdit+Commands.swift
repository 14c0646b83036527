// Edits that can be refused, and edits of two tickets at once.

extension TicketEdit {
    /// Does what a command asks, or nothing at all.
    ///
    /// - Throws: why it cannot be done.
    public mutating func apply(_ command: TicketCommand, by actor: Actor) throws(TicketError) {
        if case .setField(let key, let value, let isPersonal) = command {
            return try setField(key, value, isPersonal: isPersonal, by: actor)
        }
        events += try ticket.state.apply(command, by: actor, at: now)
        if command == .erase {
            ticket.subject = ""
            ticket.requester = Requester(name: "", address: "")
            ticket.personalFields = [:]
        }
    }

    private mutating func setField(
        _ key: String, _ value: FieldValue?, isPersonal: Bool, by actor: Actor
    ) throws(TicketError) {
        let known = ticket.personalFields[key]
        let isPersonal = isPersonal || value?.isText == true || (value == nil && known != nil)
        if isPersonal, known == value, ticket.state.fields[key] == nil { return }
        events += try ticket.state.apply(
            .setField(key, value, isPersonal: isPersonal), by: actor, at: now)
        ticket.personalFields[key] = isPersonal ? value : nil
    }

    /// Adds a message.
    ///
    /// - Parameters:
    ///   - next: the status that an agent's message takes the ticket to; `nil` leaves it to the
    ///     rules of ``TicketCommand/say(_:then:)``.
    /// - Throws: ``TicketError/closed`` for a public message on a closed ticket: it begins one that
    ///   follows it up. ``TicketError/merged`` when it belongs into another ticket.
    public mutating func say(
        _ body: String, attachments: [Attachment] = [], visibility: Message.Visibility = .public,
        by actor: Actor, then next: TicketStatus? = nil
    ) throws(TicketError) {
        try apply(.say(visibility, then: next), by: actor)
        keep(
            Message(
                author: actor.author, body: body, at: now, visibility: visibility, attachments: attachments))
    }

    /// Makes this ticket part of another one; both edits are committed together.
    ///
    /// - Throws: why it cannot be done; both are then as before.
    public mutating func merge(into target: inout TicketEdit, by actor: Actor) throws(TicketError) {
        let happened = try ticket.state.merge(into: &target.ticket.state, by: actor, at: now)
        events += happened.source
        target.events += happened.target
    }

    /// Makes two tickets of them again.
    ///
    /// - Throws: ``TicketError/notMerged`` when this one is not part of that one.
    public mutating func undoMerge(from target: inout TicketEdit, by actor: Actor) throws(TicketError) {
        let happened = try ticket.state.undoMerge(from: &target.ticket.state, by: actor, at: now)
        events += happened.source
        target.events += happened.target
    }

    /// Says that this new ticket goes on where a closed one ended, on both of them.
    ///
    /// - Throws: ``TicketError/notClosed`` when the earlier one can still be opened again.
    public mutating func followUp(_ earlier: inout TicketEdit, by actor: Actor) throws(TicketError) {
        guard earlier.ticket.status == .closed, earlier.ticket.state.mergedInto == nil else {
            throw .notClosed
        }
        var there = earlier
        try there.apply(.link(TicketLink(.followedUpBy, ticket.id)), by: actor)
        try apply(.link(TicketLink(.followUpOf, earlier.ticket.id)), by: actor)
        earlier = there
    }
}
