// The ticket: a customer's question and where it stands.

public import FoundationEssentials

/// The number of a ticket, written `T-1042`.
public struct TicketID: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The bare number, from 1.
    public let number: Int64

    /// A ticket's number.
    public init(_ number: Int64) {
        self.number = number
    }

    /// `T-` and the number.
    public var description: String { "T-\(number)" }

    /// Older tickets come first.
    public static func < (a: TicketID, b: TicketID) -> Bool { a.number < b.number }
}

/// Where a ticket stands.
public enum TicketStatus: String, Sendable, Codable, CaseIterable {
    /// Nobody of ours has touched it.
    case new
    /// It waits for us.
    case open
    /// It waits for the customer.
    case pending
    /// Answered, as far as we know.
    case solved
}

/// Who asks. The address is personal data: it never stands in an event or in a log.
public struct Requester: Sendable, Equatable, Codable {
    /// As they wrote it.
    public let name: String
    /// Their mail address.
    public let address: String

    /// Somebody who asks.
    public init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}

/// What a customer said of the answer.
public enum Rating: String, Sendable, Codable, CaseIterable {
    case good
    case bad
}

/// A ticket's current state. It follows from its events and is kept beside them.
public struct Ticket: Sendable, Equatable, Codable {
    /// Its number.
    public let id: TicketID
    /// What it is about, in the customer's words.
    public internal(set) var subject: String
    /// Who asks.
    public internal(set) var requester: Requester
    /// Where it stands.
    public internal(set) var status: TicketStatus
    /// The identifier of the queue it waits in.
    public internal(set) var queue: String
    /// What the customer said of the answer, once they did.
    public internal(set) var rating: Rating?
    /// When it was taken in.
    public let createdAt: Date
    /// Counts its changes, from 1.
    public internal(set) var revision: Int
    /// The generation of its secret link: raising it revokes the link.
    public let linkGeneration: Int

    /// A ticket as it was stored.
    public init(
        id: TicketID, subject: String, requester: Requester, status: TicketStatus, queue: String,
        rating: Rating?, createdAt: Date, revision: Int, linkGeneration: Int
    ) {
        self.id = id
        self.subject = subject
        self.requester = requester
        self.status = status
        self.queue = queue
        self.rating = rating
        self.createdAt = createdAt
        self.revision = revision
        self.linkGeneration = linkGeneration
    }
}
