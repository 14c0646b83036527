// What a ticket was answered with, as plugins see it: who, when and whereto, and no word of it.

public import Tickets

/// One public answer of ours, or an answer that a plugin suggested and nobody has sent.
public struct AnswerSnapshot: Sendable, Equatable, Codable {
    /// So many of a ticket are handed over, the newest.
    public static let most = 200
    /// So many bytes of links of one ticket are handed over, the newest: a line to a plugin holds 1 MiB.
    static let mostLinkBytes = 64 << 10

    /// Who said or suggested it: `agent:grace`, `plugin:rules`, `desk`.
    public let by: String
    /// When (RFC 3339).
    public let at: String
    /// Whether the customer can read it; otherwise it is a suggestion that was not used so far.
    public let isSent: Bool
    /// The plugin whose suggestion an agent sent with it.
    public let suggestedBy: String?
    /// Where it links to: web addresses and paths; empty without the grant `ticket.body`.
    public let links: [String]

    enum CodingKeys: String, CodingKey {
        case by, at, links
        case isSent = "sent"
        case suggestedBy = "suggested_by"
    }

    /// An answer.
    public init(by: String, at: String, isSent: Bool = true, suggestedBy: String? = nil, links: [String] = [])
    {
        self.by = by
        self.at = at
        self.isSent = isSent
        self.suggestedBy = suggestedBy
        self.links = links
    }

    /// Reads what is there.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        by = try fields.decode(String.self, forKey: .by)
        at = try fields.decode(String.self, forKey: .at)
        isSent = try fields.value(.isSent, or: true)
        suggestedBy = try fields.decodeIfPresent(String.self, forKey: .suggestedBy)
        links = try fields.value(.links, or: [])
    }

    /// It as JSON, for the `data` of a question.
    public var json: JSONValue {
        var fields: [String: JSONValue] = [
            "by": .string(by), "at": .string(at), "sent": .boolean(isSent),
            "links": .array(links.map { .string($0) }),
        ]
        if let suggestedBy { fields["suggested_by"] = .string(suggestedBy) }
        return .object(fields)
    }

    /// What was answered on a ticket, in order; of suggestions those that were not sent.
    ///
    /// - Parameters:
    ///   - messages: all that was said.
    ///   - decisions: all that plugins proposed.
    ///   - grants: of who is told: addresses are words, too.
    public static func all(
        _ messages: [Message], _ decisions: [Decision], grants: Set<Grant>
    ) -> [AnswerSnapshot] {
        let hasWords = grants.contains(.ticketBody)
        var sources: [Int: String] = [:]
        var answers: [(at: Message, answer: AnswerSnapshot)] = []
        var open: [Message] = []
        for decision in decisions {
            guard case .suggestedReply(let body) = decision.outcome else { continue }
            guard let sent = decision.message(in: messages) else {
                let author = Author.plugin(id: decision.plugin)
                open.append(Message(author: author, body: body, at: decision.at))
                continue
            }
            if case .agent = sent.author, let place = messages.firstIndex(of: sent) {
                sources[place] = decision.plugin
            }
        }
        for (place, message) in messages.enumerated() {
            guard message.visibility == .public, let by = words(message.author) else { continue }
            answers.append((message, AnswerSnapshot(message, by, isSent: true, sources[place], hasWords)))
        }
        for message in open {
            guard let by = words(message.author) else { continue }
            let place = answers.firstIndex { $0.at.at > message.at } ?? answers.count
            answers.insert((message, AnswerSnapshot(message, by, isSent: false, nil, hasWords)), at: place)
        }
        var room = mostLinkBytes
        let newest = answers.suffix(most).reversed().map { _, answer in
            room -= answer.links.reduce(0) { $0 + $1.utf8.count }
            return room >= 0 ? answer : answer.withoutLinks
        }
        return newest.reversed()
    }

    private var withoutLinks: AnswerSnapshot {
        AnswerSnapshot(by: by, at: at, isSent: isSent, suggestedBy: suggestedBy)
    }

    private init(
        _ message: Message, _ by: String, isSent: Bool, _ suggestedBy: String?, _ hasWords: Bool
    ) {
        self.init(
            by: by, at: WireTime.text(message.at), isSent: isSent, suggestedBy: suggestedBy,
            links: hasWords ? LinkedPlace.all(in: message.body) : [])
    }

    /// Who of ours; `nil` for the customer.
    private static func words(_ author: Author) -> String? {
        switch author {
        case .requester: nil
        case .agent(let name): "agent:\(name)"
        case .plugin(let id): "plugin:\(id)"
        case .desk: "desk"
        }
    }
}
