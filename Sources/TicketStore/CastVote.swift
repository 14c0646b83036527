// A vote at the moment in which it was cast.

public import FoundationEssentials

/// That a reader said whether an article helped: which article, and what. Nothing says who it was.
public struct CastVote: Sendable, Equatable, Codable {
    /// Counts all votes that were cast, from 1; a reader's later answer has a number of its own.
    public let number: Int64
    /// The article's address.
    public let article: String
    /// Whether it helped.
    public let isHelpful: Bool
    /// When.
    public let at: Date

    /// A vote.
    public init(number: Int64, article: String, isHelpful: Bool, at: Date) {
        self.number = number
        self.article = article
        self.isHelpful = isHelpful
        self.at = at
    }
}
