// The answer to `ticket.reply`.

/// The answer to `ticket.reply`: replies, or a reason for having none.
public struct ReplyResult: Sendable, Equatable, Codable {
    /// Absent when the plugin abstains.
    public let replies: [ReplyProposal]?
    /// Whether the plugin has nothing to say.
    public let abstain: Bool?
    /// Why it abstains.
    public let reason: String?

    /// Some replies.
    public init(replies: [ReplyProposal]) {
        self.replies = replies
        abstain = nil
        reason = nil
    }

    /// Nothing to say.
    public init(abstaining reason: String) {
        replies = nil
        abstain = true
        self.reason = reason
    }
}
