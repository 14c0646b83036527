// A ticket with all that belongs to it.

public import Tickets

/// A ticket with all that was said and decided.
public struct TicketThread: Sendable, Equatable {
    /// Its current state.
    public let ticket: Ticket
    /// In the order in which they were said.
    public let messages: [Message]
    /// In the order in which they were made.
    public let decisions: [Decision]
    /// In the order in which it happened.
    public let events: [TicketEvent]
    /// What is known of the address that it came from.
    public let correspondent: Correspondent

    /// A ticket with its thread.
    public init(
        ticket: Ticket, messages: [Message], decisions: [Decision], events: [TicketEvent],
        correspondent: Correspondent = Correspondent()
    ) {
        self.correspondent = correspondent
        self.ticket = ticket
        self.messages = messages
        self.decisions = decisions
        self.events = events
    }
}
