// What readers said of an article, added up.

/// How many readers an article helped, and how many it did not.
public struct VoteCount: Sendable, Equatable, Codable {
    /// The article's address.
    public let article: String
    /// Whom it helped.
    public let yes: Int
    /// Whom it did not help.
    public let no: Int
    /// How many of them said why.
    public let reasons: Int

    /// A count.
    public init(article: String, yes: Int, no: Int, reasons: Int) {
        self.article = article
        self.yes = yes
        self.no = no
        self.reasons = reasons
    }

    /// Whether an article stands before another: what helped the fewest comes first.
    public static func isBefore(_ one: VoteCount, _ other: VoteCount) -> Bool {
        (other.no, one.yes, one.article) < (one.no, other.yes, other.article)
    }
}
