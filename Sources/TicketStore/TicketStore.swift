// The storage protocol: what the help desk needs kept, whichever database keeps it.

public import FoundationEssentials
public import Tickets

/// A question as it came in, checked but not yet a ticket.
public struct Submission: Sendable, Equatable {
    /// One key, one ticket, however often it is sent. It belongs to a form and an address, so that
    /// nobody's question ends on the ticket of somebody else.
    public let key: String
    /// Who asks.
    public let requester: Requester
    /// What it is about.
    public let subject: String
    /// The question.
    public let body: String
    /// The queue in which it waits until a plugin or a person moves it.
    public let queue: String

    /// A question.
    public init(key: String, requester: Requester, subject: String, body: String, queue: String) {
        self.key = key
        self.requester = requester
        self.subject = subject
        self.body = body
        self.queue = queue
    }
}

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

    /// A ticket with its thread.
    public init(ticket: Ticket, messages: [Message], decisions: [Decision], events: [TicketEvent]) {
        self.ticket = ticket
        self.messages = messages
        self.decisions = decisions
        self.events = events
    }
}

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

/// Keeps tickets. When a writing method returns, what it wrote is on the disk.
public protocol TicketStore: Sendable {
    /// Takes a question in; a key that was seen before gives the ticket it became then. A name or
    /// subject that was corrected meanwhile replaces the ticket's, and a text that the ticket does
    /// not hold yet is added to it.
    func submit(_ submission: Submission, now: Date) async throws -> Ticket
    /// Changes a ticket in one transaction; `nil` when there is no such ticket.
    ///
    /// - Parameter key: of the form that asks for it; the edit says whether it was seen before.
    func edit<Result: Sendable>(
        _ id: TicketID, once key: String?, now: Date,
        _ change: @escaping @Sendable (inout TicketEdit) throws -> Result
    ) async throws -> Result?
    /// A ticket with its thread; `nil` when there is none.
    func thread(_ id: TicketID) async throws -> TicketThread?
    /// A page of the desk's list: what is not solved first, then the newest first.
    ///
    /// - Parameter position: where the page before ended; `nil` for the first page.
    func tickets(after position: TicketListPosition?, limit: Int) async throws -> TicketList
    /// Tickets that the plugins have not answered, oldest first, behind the given one.
    func undecided(after id: TicketID, limit: Int) async throws -> [TicketID]
    /// Mails that were not sent yet, oldest first, behind the one with the given number.
    func unsentMails(after id: Int64, limit: Int) async throws -> [OutboxEntry]
    /// Marks a mail as sent.
    func markSent(_ id: Int64, now: Date) async throws
    /// Keeps a sign-in link, by the hash of its secret. Older links of the agent stop working, and
    /// what has expired of anybody goes.
    func addSignInLink(hash: [UInt8], agent: String, expires: Date, now: Date) async throws
    /// Uses a sign-in link up; the agent it was for, `nil` when it is unknown, used or expired.
    func redeemSignInLink(hash: [UInt8], now: Date) async throws -> String?
    /// Keeps a session, by the hash of its secret.
    func addSession(hash: [UInt8], agent: String, expires: Date) async throws
    /// The agent of a session; `nil` when it is unknown or expired.
    func agent(sessionHash: [UInt8], now: Date) async throws -> String?
    /// Ends a session.
    func endSession(hash: [UInt8]) async throws
}

extension TicketStore {
    /// Changes a ticket in one transaction; `nil` when there is no such ticket.
    public func edit<Result: Sendable>(
        _ id: TicketID, now: Date, _ change: @escaping @Sendable (inout TicketEdit) throws -> Result
    ) async throws -> Result? {
        try await edit(id, once: nil, now: now, change)
    }
}
