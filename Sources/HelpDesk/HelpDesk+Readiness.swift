// Whether the desk can do its work just now.

internal import TicketStore

extension HelpDesk {
    /// Asks the store for something small.
    ///
    /// - Throws: what the store throws when it does not answer.
    public func tryStore() async throws {
        _ = try await store.tickets(after: nil, limit: 1)
    }
}
