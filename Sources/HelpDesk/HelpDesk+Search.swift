// Finding tickets, and forgetting who asked.

internal import TicketStore
public import Tickets

extension HelpDesk {
    /// Tickets in which all words stand, the newest first.
    ///
    /// - Parameter id: the last of the page before; `nil` for the first page.
    public func search(_ text: String, before id: TicketID? = nil) async throws -> [Ticket] {
        try await store.search(TicketQuery(text), before: id, limit: 50)
    }

    /// Erases all words and addresses of whoever has a mail address. What happened to their tickets
    /// stays.
    ///
    /// - Returns: the tickets that were erased.
    public func erase(requester address: String, by agent: String) async throws -> [TicketID] {
        var erased: [TicketID] = []
        // An erased ticket has no address any more, so that each round finds others.
        while case let batch = try await store.tickets(from: address.storable.trimmed, limit: 100),
            !batch.isEmpty
        {
            erased += try await store.erase(batch.map(\.id), by: .agent(name: agent), now: now)
        }
        onChange()
        return erased.sorted()
    }
}
