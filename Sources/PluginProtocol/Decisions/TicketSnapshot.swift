// A ticket as plugins see it.

public import Tickets

/// A ticket as plugins see it: what the grants leave of it. What is not granted is absent.
public struct TicketSnapshot: Sendable, Equatable, Codable {
    /// `T-1042`.
    public let id: String
    /// Counts the ticket's changes.
    public let rev: Int
    /// How it came in.
    public let channel: String
    /// Where it stands: `new`, `open`, `pending`, `solved`, `closed`.
    public let status: String
    /// The queue it waits in.
    public let queue: String
    /// How urgent it is: `low`, `normal`, `high`, `urgent`.
    public let priority: String
    /// The agent who cares for it.
    public let assignee: String?
    /// The tier of service of who asks.
    public let tier: String?
    /// The language, as a BCP 47 tag.
    public let language: String?
    /// The ticket that it became part of.
    public let mergedInto: String?
    /// In alphabetical order.
    public let tags: [String]
    /// When it was taken in (RFC 3339).
    public let createdAt: String
    /// What it is about; empty without the grant `ticket.body`.
    public let subject: String
    /// The customer's first message; empty without the grant `ticket.body`.
    public let body: String
    /// The customer's last message, when it is not the first one.
    public let latest: String?
    /// The custom fields, by their keys: texts as texts, numbers as numbers, boxes as true or false.
    /// Mail addresses are absent.
    public let fields: [String: JSONValue]?
    /// The files of the customer's messages.
    public let attachments: [AttachmentSnapshot]?
    /// What it was answered with, and what was suggested, without a word of it; `nil` for nothing. Where
    /// the answers link to is told with the grant `ticket.body` alone.
    public let answers: [AnswerSnapshot]?
    /// Who asks.
    public let requester: RequesterSnapshot?

    enum CodingKeys: String, CodingKey {
        case id, rev, channel, status, queue, priority, assignee, tier, language, tags, subject, body, latest
        case fields, attachments, requester, answers
        case createdAt = "created_at"
        case mergedInto = "merged_into"
    }

    /// What may be known of a ticket when nothing else is said: its words and its fields.
    public static let usualGrants: Set<Grant> = [.ticketBody, .ticketFields]

    /// What a plugin may know of a ticket.
    ///
    /// - Parameter body: the customer's first message.
    public init(_ ticket: Ticket, body: String, grants: Set<Grant> = usualGrants) {
        let message = Message(author: .requester, body: body, at: ticket.createdAt)
        self.init(ticket, messages: [message], grants: grants)
    }

    /// What a plugin may know of a ticket.
    ///
    /// - Parameters:
    ///   - messages: all that was said; the customer's own are handed over.
    ///   - decisions: all that plugins proposed; of suggestions is told whether they were sent.
    public init(_ ticket: Ticket, messages: [Message], decisions: [Decision] = [], grants: Set<Grant>) {
        let said = messages.filter(\.isFromRequester)
        let hasWords = grants.contains(.ticketBody)
        id = ticket.id.description
        rev = ticket.revision
        channel = ticket.state.channel
        status = ticket.status.rawValue
        queue = ticket.queue
        priority = ticket.state.priority.rawValue
        assignee = ticket.state.assignee
        tier = ticket.state.tier
        language = ticket.state.language
        mergedInto = ticket.state.mergedInto?.description
        tags = ticket.state.tags
        createdAt = WireTime.text(ticket.createdAt)
        subject = hasWords ? ticket.subject : ""
        body = hasWords ? messages.first?.body ?? "" : ""
        latest = hasWords && said.count > 1 ? said.last?.body : nil
        let given = ticket.fields.filter { !$0.value.isAddress }.mapValues(\.json)
        fields = given.isEmpty || !grants.contains(.ticketFields) ? nil : given
        let files = said.flatMap(\.attachments).map(AttachmentSnapshot.init)
        attachments = files.isEmpty || !grants.contains(.ticketAttachments) ? nil : files
        let answers = AnswerSnapshot.all(messages, decisions, grants: grants)
        self.answers = answers.isEmpty ? nil : answers
        requester = RequesterSnapshot(ticket, grants: grants)
    }

    /// Reads what is there; all but the number may be missing.
    public init(from decoder: any Decoder) throws {
        let given = try decoder.container(keyedBy: CodingKeys.self)
        id = try given.decode(String.self, forKey: .id)
        rev = try given.value(.rev, or: 1)
        channel = try given.value(.channel, or: "web")
        status = try given.value(.status, or: TicketStatus.new.rawValue)
        queue = try given.value(.queue, or: TicketState.firstQueue)
        priority = try given.value(.priority, or: Priority.normal.rawValue)
        assignee = try given.decodeIfPresent(String.self, forKey: .assignee)
        tier = try given.decodeIfPresent(String.self, forKey: .tier)
        language = try given.decodeIfPresent(String.self, forKey: .language)
        mergedInto = try given.decodeIfPresent(String.self, forKey: .mergedInto)
        tags = try given.value(.tags, or: [])
        createdAt = try given.value(.createdAt, or: "")
        subject = try given.value(.subject, or: "")
        body = try given.value(.body, or: "")
        latest = try given.decodeIfPresent(String.self, forKey: .latest)
        fields = try given.decodeIfPresent([String: JSONValue].self, forKey: .fields)
        attachments = try given.decodeIfPresent([AttachmentSnapshot].self, forKey: .attachments)
        answers = try given.decodeIfPresent([AnswerSnapshot].self, forKey: .answers)
        requester = try given.decodeIfPresent(RequesterSnapshot.self, forKey: .requester)
    }

    /// The values of a field that a condition may name, see ``HookSettings/conditionFields``.
    public func values(of field: String) -> [String] {
        switch field {
        case "channel": [channel]
        case "queue": [queue]
        case "status": [status]
        case "priority": [priority]
        case "tier": tier.map { [$0] } ?? []
        case "language": language.map { [$0] } ?? []
        case "tags": tags
        default: []
        }
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

    /// Plugins get no address of a customer by way of a field.
    fileprivate var isAddress: Bool {
        if case .text(let text) = self { MailAddress.isLikely(text) } else { false }
    }
}
