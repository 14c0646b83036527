// Data that a plugin asks for beside the ticket.

/// A need as it is written: `requester.history:5`, `articles.search:3?q=refund`.
public struct Need: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The closed list of what can be asked for.
    public enum Kind: String, Sendable, CaseIterable {
        case requesterHistory = "requester.history"
        case requesterFacts = "requester.facts"
        case organisation
        case ticketThread = "ticket.thread"
        case articlesSearch = "articles.search"
        case agentsPresence = "agents.presence"
        case queueLoad = "queue.load"

        /// The grant without which it is not handed over.
        public var grant: Grant {
            switch self {
            case .requesterHistory: .requesterHistory
            case .requesterFacts: .requesterFacts
            case .organisation: .organisation
            case .ticketThread: .ticketThread
            case .articlesSearch: .articlesSearch
            case .agentsPresence: .agentsPresence
            case .queueLoad: .queueLoad
            }
        }
    }

    /// What is asked for.
    public let kind: Kind
    /// How many entries, from 1 to ``ProtocolLimits/needs``; 5 when it does not say.
    public let count: Int
    /// What is searched for; `nil` stands for the ticket's own words.
    public let query: String?

    /// A need.
    public init(_ kind: Kind, count: Int = 5, query: String? = nil) {
        self.kind = kind
        self.count = min(ProtocolLimits.needs, max(1, count))
        self.query = query
    }

    /// Reads a need; `nil` when it is none. Spaces and UTF-8 may stand raw in the query.
    public init?(_ text: String) {
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let head = parts[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = Kind(rawValue: String(head[0])) else { return nil }
        var count = 5
        if head.count == 2 {
            guard let number = Int(head[1]), (1...ProtocolLimits.needs).contains(number) else { return nil }
            count = number
        }
        var query: String?
        if parts.count == 2 {
            guard parts[1].hasPrefix("q=") else { return nil }
            query = String(parts[1].dropFirst(2))
        }
        self.init(kind, count: count, query: query)
    }

    /// As it is written.
    public var description: String {
        kind.rawValue + (count == 5 ? "" : ":\(count)") + (query.map { "?q=\($0)" } ?? "")
    }

    /// Reads the text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let need = Need(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "there is no need \(text)")
        }
        self = need
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
