// A ticket as plugins see it.

public import Tickets

/// A ticket as plugins see it. The requester's name and address are absent.
public struct TicketSnapshot: Sendable, Equatable, Codable {
    /// `T-1042`.
    public let id: String
    /// Counts the ticket's changes.
    public let rev: Int
    /// How it came in.
    public let channel: String
    /// What it is about.
    public let subject: String
    /// The customer's first message.
    public let body: String
    /// The queue it waits in.
    public let queue: String

    /// What a plugin may know of a ticket.
    public init(_ ticket: Ticket, body: String) {
        id = ticket.id.description
        rev = ticket.revision
        channel = "web"
        subject = ticket.subject
        self.body = body
        queue = ticket.queue
    }
}
