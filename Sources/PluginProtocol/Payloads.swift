// What stands in the requests and responses of each method.

public import Tickets

/// The version of the protocol that this program speaks.
public let protocolVersion = 1

/// `initialize`: the first call of a plugin's life.
public struct InitializeParams: Sendable, Equatable, Codable {
    /// The versions that the host offers.
    public let protocols: [Int]
    /// `live`: the plugin's answers have effects.
    public let mode: String
    /// What the operator configured.
    public let config: JSONValue

    /// The first call's parameters.
    public init(protocols: [Int], mode: String, config: JSONValue) {
        self.protocols = protocols
        self.mode = mode
        self.config = config
    }
}

/// The answer to `initialize`.
public struct InitializeResult: Sendable, Equatable, Codable {
    /// The version that the plugin chose.
    public let `protocol`: Int
    /// The methods it wants to be called with.
    public let hooks: [String]

    /// The answer to the first call.
    public init(protocol version: Int, hooks: [String]) {
        self.protocol = version
        self.hooks = hooks
    }
}

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

    /// What a plugin may know of a ticket.
    public init(_ ticket: Ticket, body: String) {
        id = ticket.id.description
        rev = ticket.revision
        channel = "web"
        subject = ticket.subject
        self.body = body
        queue = ticket.queue
    }
}

/// The values a proposal may name.
public struct Choices: Sendable, Equatable, Codable {
    /// The identifiers of the queues.
    public let queues: [String]

    /// What there is to choose from.
    public init(queues: [String]) {
        self.queues = queues
    }
}

/// `ticket.route` and `ticket.reply`: a question about one ticket.
public struct DecisionParams: Sendable, Equatable, Codable {
    /// The idempotency key: equal on every retry.
    public let call: String
    /// The host's clock (RFC 3339): plugins read no other.
    public let at: String
    /// How long the host waits, in milliseconds.
    public let deadlineMilliseconds: Int
    /// The ticket.
    public let ticket: TicketSnapshot
    /// What there is to choose from.
    public let choices: Choices

    enum CodingKeys: String, CodingKey {
        case call, at, ticket, choices
        case deadlineMilliseconds = "deadline_ms"
    }

    /// A question about a ticket.
    public init(
        call: String, at: String, deadlineMilliseconds: Int, ticket: TicketSnapshot, choices: Choices
    ) {
        self.call = call
        self.at = at
        self.deadlineMilliseconds = deadlineMilliseconds
        self.ticket = ticket
        self.choices = choices
    }
}

/// One value that a plugin proposes for one field.
public struct Proposal: Sendable, Equatable, Codable {
    /// How strongly it is meant, the strongest last.
    public enum Strength: String, Sendable, Codable, CaseIterable {
        case hint
        case should
        case must
    }

    /// `queue`.
    public let field: String
    /// The value, one of the host's choices.
    public let value: String
    /// How strongly it is meant.
    public let strength: Strength
    /// From 0 to 1.
    public let confidence: Double
    /// Why, in words for an agent.
    public let reason: String

    /// A proposal.
    public init(field: String, value: String, strength: Strength, confidence: Double, reason: String) {
        self.field = field
        self.value = value
        self.strength = strength
        self.confidence = confidence
        self.reason = reason
    }
}

/// The answer to `ticket.route`: proposals, or a reason for having none.
public struct RouteResult: Sendable, Equatable, Codable {
    /// Absent when the plugin abstains.
    public let proposals: [Proposal]?
    /// Whether the plugin has nothing to say.
    public let abstain: Bool?
    /// Why it abstains.
    public let reason: String?

    /// Some proposals.
    public init(proposals: [Proposal]) {
        self.proposals = proposals
        abstain = nil
        reason = nil
    }

    /// Nothing to say.
    public init(abstaining reason: String) {
        proposals = nil
        abstain = true
        self.reason = reason
    }
}

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

/// Nothing, as `{}`.
public struct Nothing: Sendable, Equatable, Codable {
    /// Nothing.
    public init() {}
}
