// What the index needs to know of one article, as bytes that a build can keep.

/// An article after analysis: its answers, and the words of each with where they stand.
///
/// It depends on the article alone, so it can be kept until the article changes.
public struct ArticleAnalysis: Sendable, Equatable {
    /// The fields of an answer, in the order in which they are counted.
    enum Field: Int, CaseIterable {
        /// The title of the page, or the question.
        case title
        /// Headings inside.
        case heading
        /// Questions in other people's words.
        case askedAs
        /// Tags; for a question, the title of its page too.
        case tag
        case body
    }

    /// The number of the layout of the bytes; another one is unreadable.
    public static let formatVersion = 2

    /// The analysis, to be kept.
    public let bytes: [UInt8]

    /// An analysis that was kept; what is wrong with it turns up when it is indexed.
    public init(kept bytes: [UInt8]) {
        self.bytes = bytes
    }
}
