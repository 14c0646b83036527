// One answer that a plugin would give the customer.

/// One answer that a plugin would give the customer.
public struct ReplyProposal: Sendable, Equatable, Codable {
    /// `suggest`: an agent decides whether it is sent.
    public let send: String
    /// CommonMark.
    public let bodyMarkdown: String
    /// From 0 to 1.
    public let confidence: Double
    /// Why, in words for an agent.
    public let reason: String

    enum CodingKeys: String, CodingKey {
        case send, confidence, reason
        case bodyMarkdown = "body_markdown"
    }

    /// A suggestion for an agent.
    public init(suggesting bodyMarkdown: String, confidence: Double, reason: String) {
        send = "suggest"
        self.bodyMarkdown = bodyMarkdown
        self.confidence = confidence
        self.reason = reason
    }
}
