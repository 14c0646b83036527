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
    /// The custom fields, by their keys: texts as texts, numbers as numbers, boxes as true or false.
    /// Mail addresses are absent.
    public let fields: [String: JSONValue]?

    /// What a plugin may know of a ticket.
    public init(_ ticket: Ticket, body: String) {
        id = ticket.id.description
        rev = ticket.revision
        channel = ticket.state.channel
        subject = ticket.subject
        self.body = body
        queue = ticket.queue
        let given = ticket.fields.filter { !$0.value.isAddress }.mapValues(\.json)
        fields = given.isEmpty ? nil : given
    }
}

extension FieldValue {
    fileprivate var json: JSONValue {
        switch self {
        case .text(let text), .choice(let text): .string(text)
        case .number(let number): .number(number)
        case .date(let date): .string("\(date)")
        case .checkbox(let isOn): .boolean(isOn)
        }
    }

    /// Plugins get no address of a customer.
    fileprivate var isAddress: Bool {
        if case .text(let text) = self { MailAddress.isLikely(text) } else { false }
    }
}
