// An answer that was found, ready to be shown.

/// An answer that was found.
public struct SearchAnswer: Sendable, Equatable, Codable {
    /// The path of the article's file below the content folder.
    public let source: String
    /// Where the page lies on the site.
    public let url: String
    /// The id of the heading on it; empty for the page's beginning.
    public let anchor: String
    /// The title of the page.
    public let page: String
    /// The question or heading; empty for the page's beginning.
    public let heading: String
    /// The titles of the collections that it lies in.
    public let breadcrumb: [String]
    /// What it is for: `faq`, `tutorial`, `article`, `announcement`.
    public let kind: String
    /// The part of the section that holds the most of what was asked.
    public let passage: String
    /// More is better; comparable within a query.
    public let score: Int
    /// How likely it is that it answers, from 0 to 1 in steps of a thousandth.
    public let confidence: Double
    /// What the confidence was made of, for fitting it again: share, evidence, title.
    public let figures: [Int]
}
