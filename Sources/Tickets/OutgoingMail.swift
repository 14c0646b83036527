// A mail that is to be sent, as it waits in the outbox.

public import FoundationEssentials

/// A mail in the outbox; it is stored in the transaction that caused it.
public struct OutgoingMail: Sendable, Equatable, Codable {
    /// Whom it is for.
    public let to: Requester
    /// Its subject.
    public let subject: String
    /// Its text, plain.
    public let text: String
    /// The ticket that it is about.
    public let ticket: TicketID
    /// When it was put into the outbox.
    public let at: Date

    /// A mail.
    public init(to: Requester, subject: String, text: String, ticket: TicketID, at: Date) {
        self.to = to
        self.subject = subject
        self.text = text
        self.ticket = ticket
        self.at = at
    }
}
