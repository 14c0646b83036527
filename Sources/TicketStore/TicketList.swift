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

    /// A page.
    public init(tickets: [Ticket], next: TicketListPosition?, count: Int, unsolvedCount: Int) {
        self.tickets = tickets
        self.next = next
        self.count = count
        self.unsolvedCount = unsolvedCount
    }
}
