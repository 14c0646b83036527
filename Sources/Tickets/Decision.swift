// What plugins said about a ticket, kept so that the ticket can say why it is where it is.

public import FoundationEssentials

/// How strongly a plugin means a proposal, the strongest last.
public enum Strength: String, Sendable, Codable, CaseIterable {
    case hint
    case should
    case must
}

/// One plugin's answer to one question about a ticket, or why there is none.
public struct Decision: Sendable, Equatable, Codable {
    /// What came back.
    public enum Outcome: Sendable, Equatable, Codable {
        /// A queue was proposed.
        case proposedQueue(String, strength: Strength)
        /// A value was proposed for another field: `priority`, `assignee`.
        case proposed(field: String, value: String, strength: Strength)
        /// Facts and tags were found: `language de`, `tag refund`.
        case enriched([String])
        /// What the others decided may happen.
        case allowed
        /// A person is to look at it first.
        case held
        /// An answer was proposed.
        case suggestedReply(String)
        /// The customer is to be asked how it went, so many seconds after it was solved.
        case plannedSurvey(SurveyKind, afterSeconds: Int, channel: PlannedSurvey.Channel)
        /// The customer is not to be asked how it went.
        case plannedNoSurvey
        /// The plugin had nothing to say.
        case abstained
        /// The host found the answer unusable, or the plugin refused to give one.
        case failed
        /// There was no answer: the plugin was not running, or too late. It is asked again.
        case unavailable
    }

    /// The plugin's id.
    public let plugin: String
    /// The question, by its method's name: `ticket.route`.
    public let hook: String
    /// What came back.
    public let outcome: Outcome
    /// From 0 to 1, for proposals.
    public let confidence: Double
    /// Why, in words for an agent.
    public let reason: String
    /// Whether this is the proposal that decided.
    public var won: Bool
    /// When the answer was there.
    public let at: Date
    /// Of a review: what it was asked about. `nil` stands for where the ticket belongs.
    public let reviewed: Reviewed?
    /// Of a suggested answer: whether it goes out by itself once the reviews have allowed it. `nil` for one
    /// that waits for nothing.
    public var waitsForReview: Bool?

    /// What of a decision a review was asked about, beside where the ticket belongs.
    public enum Reviewed: String, Sendable, Codable {
        /// An answer that is to go out without a person.
        case answer
    }

    /// An answer, or why there is none.
    public init(
        plugin: String, hook: String, outcome: Outcome, confidence: Double = 0, reason: String,
        won: Bool = false, at: Date, reviewed: Reviewed? = nil, waitsForReview: Bool? = nil
    ) {
        self.plugin = plugin
        self.hook = hook
        self.outcome = outcome
        self.confidence = confidence
        self.reason = reason
        self.won = won
        self.at = at
        self.reviewed = reviewed
        self.waitsForReview = waitsForReview
    }
}
