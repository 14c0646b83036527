// A row of the outbox.

public import Tickets

/// A mail that waits in the outbox.
public struct OutboxEntry: Sendable, Equatable {
    /// Its number, from 1.
    public let id: Int64
    /// The mail.
    public let mail: OutgoingMail

    /// A row of the outbox.
    public init(id: Int64, mail: OutgoingMail) {
        self.id = id
        self.mail = mail
    }
}
