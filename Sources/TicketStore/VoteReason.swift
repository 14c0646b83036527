// Why an article did or did not help, in a reader's words.

public import FoundationEssentials

/// A reader's reason.
public struct VoteReason: Sendable, Equatable {
    /// Its number, by which it can be erased.
    public let id: Int64
    /// The article's address.
    public let article: String
    /// Whether the article helped.
    public let isHelpful: Bool
    /// The words.
    public let text: String
    /// When it was said.
    public let at: Date

    /// A reason.
    public init(id: Int64, article: String, isHelpful: Bool, text: String, at: Date) {
        self.id = id
        self.article = article
        self.isHelpful = isHelpful
        self.text = text
        self.at = at
    }
}
