// An event with its place among all events of the desk.

public import Tickets

/// An event of a ticket, as plugins are told of it.
public struct NumberedEvent: Sendable, Equatable {
    /// Counts all events of the desk, from 1.
    public let number: Int64
    /// The ticket that it happened to.
    public let ticket: TicketID
    /// What happened.
    public let event: TicketEvent
    /// How many plugins in a row caused it: 0 for what a person or the desk did.
    public let depth: Int

    /// An event with its place.
    public init(number: Int64, ticket: TicketID, event: TicketEvent, depth: Int) {
        self.number = number
        self.ticket = ticket
        self.event = event
        self.depth = depth
    }
}
