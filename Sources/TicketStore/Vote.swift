// A reader's answer to "was this helpful?".

public import FoundationEssentials

/// What one reader said of one article. Who it was, nobody can tell from it.
public struct Vote: Sendable, Equatable, Codable {
    /// Stands for the reader on this article alone: a keyed hash.
    public let voter: String
    /// The article's address.
    public let article: String
    /// Whether it helped.
    public let isHelpful: Bool
    /// What was missing or wrong, in the reader's words; empty for none.
    public let reason: String
    /// When it was said.
    public let at: Date

    /// An answer.
    public init(voter: String, article: String, isHelpful: Bool, reason: String = "", at: Date) {
        self.voter = voter
        self.article = article
        self.isHelpful = isHelpful
        self.reason = reason
        self.at = at
    }

    /// The answer that is kept of two of one reader: the later one. A reason stays until its reader
    /// says something else.
    public func replacing(_ earlier: Vote) -> Vote {
        guard reason.isEmpty, isHelpful == earlier.isHelpful else { return self }
        return Vote(voter: voter, article: article, isHelpful: isHelpful, reason: earlier.reason, at: at)
    }
}
