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

    /// Reads `T-1042`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.hasPrefix("T-"), let number = Int64(text.dropFirst(2)), number > 0 else { return nil }
        self.number = number
    }

    /// `T-` and the number.
    public var description: String { "T-\(number)" }

    /// Older tickets come first.
    public static func < (a: TicketID, b: TicketID) -> Bool { a.number < b.number }
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

/// A ticket: its state, which follows from its events, and beside it the words and addresses of
/// persons, which can be erased.
public struct Ticket: Sendable, Equatable, Codable {
    /// Where it stands.
    public internal(set) var state: TicketState
    /// What it is about, in the customer's words.
    public internal(set) var subject: String
    /// Who asks.
    public internal(set) var requester: Requester
    /// Custom fields that hold a person's words.
    public internal(set) var personalFields: [String: FieldValue]

    /// A ticket as it was stored.
    public init(
        state: TicketState, subject: String, requester: Requester,
        personalFields: [String: FieldValue] = [:]
    ) {
        self.state = state
        self.subject = subject
        self.requester = requester
        self.personalFields = personalFields
    }

    /// A ticket of which nothing but this was stored.
    public init(
        id: TicketID, subject: String, requester: Requester, status: TicketStatus, queue: String,
        rating: Rating?, createdAt: Date, revision: Int, linkGeneration: Int
    ) {
        var state = TicketState(id: id, createdAt: createdAt, by: .requester)
        state.status = status
        state.queue = queue
        state.rating = rating
        state.revision = revision
        state.linkGeneration = linkGeneration
        self.init(state: state, subject: subject, requester: requester)
    }

    /// Its number.
    public var id: TicketID { state.id }
    /// Where it stands.
    public var status: TicketStatus { state.status }
    /// The identifier of the queue it waits in.
    public var queue: String { state.queue }
    /// What the customer said of the answer, once they did.
    public var rating: Rating? { state.rating }
    /// When it was taken in.
    public var createdAt: Date { state.createdAt }
    /// Counts its changes, from 1.
    public var revision: Int { state.revision }
    /// The generation of its secret link: raising it revokes the link.
    public var linkGeneration: Int { state.linkGeneration }
    /// All custom fields.
    public var fields: [String: FieldValue] {
        state.fields.merging(personalFields) { _, personal in personal }
    }
}
