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
    /// Whether no person wrote it, so that other programs do not answer it (RFC 3834).
    public let isAutomatic: Bool

    /// A mail.
    public init(
        to: Requester, subject: String, text: String, ticket: TicketID, at: Date, isAutomatic: Bool = false
    ) {
        self.isAutomatic = isAutomatic
        self.to = to
        self.subject = subject
        self.text = text
        self.ticket = ticket
        self.at = at
    }

    /// Mails of earlier versions do not say who wrote them.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            to: try values.decode(Requester.self, forKey: .to),
            subject: try values.decode(String.self, forKey: .subject),
            text: try values.decode(String.self, forKey: .text),
            ticket: try values.decode(TicketID.self, forKey: .ticket),
            at: try values.decode(Date.self, forKey: .at),
            isAutomatic: try values.decodeIfPresent(Bool.self, forKey: .isAutomatic) ?? false)
    }
}
