// One answer that a plugin would give the customer.

/// One answer that a plugin would give the customer.
public struct ReplyProposal: Sendable, Equatable, Codable {
    /// Who decides whether it is sent.
    public enum Send: String, Sendable, Codable, CaseIterable {
        /// An agent.
        case suggest
        /// The host, when it is the surest above the operator's threshold and no loop guard says no.
        case auto
    }

    /// Who decides whether it is sent; `suggest` when it does not say.
    public let send: Send
    /// CommonMark.
    public let bodyMarkdown: String
    /// The addresses of the articles that it is taken from.
    public let articles: [String]
    /// From 0 to 1; 0.5 when it does not say.
    public let confidence: Double
    /// Why, in words for an agent.
    public let reason: String

    enum CodingKeys: String, CodingKey {
        case send, articles, confidence, reason
        case bodyMarkdown = "body_markdown"
    }

    /// An answer.
    public init(
        _ send: Send, _ bodyMarkdown: String, articles: [String] = [], confidence: Double, reason: String
    ) {
        self.send = send
        self.bodyMarkdown = bodyMarkdown
        self.articles = articles
        self.confidence = confidence
        self.reason = reason
    }

    /// A suggestion for an agent.
    public init(suggesting bodyMarkdown: String, confidence: Double, reason: String) {
        self.init(.suggest, bodyMarkdown, confidence: confidence, reason: reason)
    }

    /// Reads what is there.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        send = try fields.value(.send, or: .suggest)
        bodyMarkdown = try fields.decode(String.self, forKey: .bodyMarkdown)
        articles = try fields.value(.articles, or: [])
        confidence = try fields.value(.confidence, or: 0.5)
        reason = try fields.decode(String.self, forKey: .reason)
    }

    /// Writes it; a list of no articles is left out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(send, forKey: .send)
        try fields.encode(bodyMarkdown, forKey: .bodyMarkdown)
        if !articles.isEmpty { try fields.encode(articles, forKey: .articles) }
        try fields.encode(confidence, forKey: .confidence)
        try fields.encode(reason, forKey: .reason)
    }
}
