// The answer to `ticket.enrich`.

/// Facts about a ticket, and tags.
public struct Enrichment: Sendable, Equatable, Codable {
    /// Facts by name: `language` as a BCP 47 tag, any other becomes a field of the ticket.
    public let set: [String: JSONValue]
    /// Tags to add.
    public let tags: [String]

    /// Facts and tags.
    public init(set: [String: JSONValue] = [:], tags: [String] = []) {
        self.set = set
        self.tags = tags
    }

    /// Reads what is there.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        set = try fields.value(.set, or: [:])
        tags = try fields.value(.tags, or: [])
    }
}

/// The answer to `ticket.enrich`.
public typealias EnrichResult = Answer<Enrichment>

extension Answer where Content == Enrichment {
    /// Facts and tags.
    public init(set: [String: JSONValue] = [:], tags: [String] = []) {
        self.init(Enrichment(set: set, tags: tags))
    }
}
