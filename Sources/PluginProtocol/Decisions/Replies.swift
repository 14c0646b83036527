// The answer to `ticket.reply`.

/// Answers that one plugin would give the customer.
public struct Replies: Sendable, Equatable, Codable {
    /// The answers.
    public let replies: [ReplyProposal]

    /// Answers.
    public init(_ replies: [ReplyProposal]) {
        self.replies = replies
    }
}

/// The answer to `ticket.reply`.
public typealias ReplyResult = Answer<Replies>

extension Answer where Content == Replies {
    /// Some replies.
    public init(replies: [ReplyProposal]) {
        self.init(Replies(replies))
    }
}
