// A page of the desk's list of tickets.

public import Tickets

/// Some tickets in the order of the desk, and how many there are in all.
public struct TicketList: Sendable, Equatable {
    /// What is not finished first, then the newest first.
    public let tickets: [Ticket]
    /// Where the next page begins; `nil` when this is the last.
    public let next: TicketListPosition?
    /// How many tickets the list holds on all its pages.
    public let count: Int
    /// How many of them are not finished.
    public let unsolvedCount: Int
    /// How many tickets there are of each status, were the list not of one status alone. A status
    /// without tickets is missing.
    public let statusCounts: [TicketStatus: Int]

    /// A page.
    ///
    /// - Parameters:
    ///   - statusCounts: see ``statusCounts``.
    ///   - status: the one that the list is of; `nil` for all.
    public init(
        tickets: [Ticket], next: TicketListPosition?, statusCounts: [TicketStatus: Int],
        of status: TicketStatus?
    ) {
        self.tickets = tickets
        self.next = next
        self.statusCounts = statusCounts
        let listed = statusCounts.filter { status == nil || $0.key == status }
        count = listed.values.reduce(0, +)
        unsolvedCount = listed.filter { !$0.key.isFinished }.values.reduce(0, +)
    }
}
