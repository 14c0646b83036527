// Links that are made void.

internal import TicketStore
public import Tickets

extension HelpDesk {
    /// Makes all links to a conversation void, and mails its customer a new one to the ticket.
    ///
    /// A mailed link to a ticket that became part of another leads to that one, too: whoever has one link has
    /// the conversation. So they end together.
    ///
    /// - Returns: whether there is such a ticket.
    /// - Throws: `TicketError.erased` for one that nothing leads to any more.
    public func renewLink(_ id: TicketID, by agent: String) async throws -> Bool {
        var ids: Set<TicketID> = [id]
        while let more = try await revokeLinks(to: id, ids, by: agent) {
            guard !more.isSubset(of: ids) else {
                onChange()
                return true
            }
            ids.formUnion(more)
        }
        return false
    }

    /// Revokes the links, when the given tickets are the whole conversation.
    ///
    /// - Returns: those that belong to it, and were not given; `nil` when there is no such ticket.
    private func revokeLinks(
        to id: TicketID, _ ids: Set<TicketID>, by agent: String
    ) async throws -> Set<TicketID>? {
        try await store.commit([], to: ids.sorted(), now: now) { [self] edits in
            guard let ticket = edits[id]?.ticket else { return nil }
            guard !ticket.state.isErased else { throw TicketError.erased }
            let (own, neighbours) = Self.conversation(of: ticket, among: edits.mapValues(\.ticket))
            // Also one that was merged a moment ago has to be seen.
            let missing = neighbours.subtracting(ids)
            guard missing.isEmpty else { return missing }
            for part in own.sorted() { try edits[part]?.apply(.revokeLink, by: .agent(name: agent)) }
            guard let renewed = edits[id]?.ticket else { return nil }
            let language = renewed.state.language
            edits[id]?.mail(
                subject: say("mail_new_link_subject", language, ["ticket": id.description]),
                text: say("mail_new_link", language, ["link": mailedLink(to: renewed)]) + "\n")
            return []
        }
    }

    /// The tickets of one customer that one became part of, or that became part of it, over however many
    /// merges; and those beside them, which have to be looked at to know.
    static func conversation(
        of ticket: Ticket, among tickets: [TicketID: Ticket]
    ) -> (own: Set<TicketID>, neighbours: Set<TicketID>) {
        let address = ticket.requester.address.lowercased()
        var own: Set<TicketID> = []
        var seen: Set<TicketID> = [ticket.id]
        var open = [ticket.id]
        while let id = open.popLast() {
            guard let next = tickets[id], !next.state.isErased,
                next.requester.address.lowercased() == address
            else { continue }
            own.insert(id)
            let beside = next.state.mergedFrom.map(\.ticket) + (next.state.mergedInto.map { [$0] } ?? [])
            open += beside.filter { seen.insert($0).inserted }
        }
        return (own, seen)
    }
}
