// What is going to happen to a ticket unless a review holds it.

/// What the stages before the review decided.
public struct PendingDecision: Sendable, Equatable, Codable {
    /// The values that fields are going to have, by their names.
    public let set: [String: String]
    /// The tags that are going to be added.
    public let tags: [String]
    /// The answer that is going to be sent; `nil` when none is.
    public let reply: ReplyProposal?

    /// What is going to happen.
    public init(set: [String: String] = [:], tags: [String] = [], reply: ReplyProposal? = nil) {
        self.set = set
        self.tags = tags
        self.reply = reply
    }

    /// Reads what is there.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        set = try fields.value(.set, or: [:])
        tags = try fields.value(.tags, or: [])
        reply = try fields.decodeIfPresent(ReplyProposal.self, forKey: .reply)
    }
}
