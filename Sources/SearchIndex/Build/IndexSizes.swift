// How an index is cut into files.

/// The sizes of an index's files. Small ones make the first query cheap, few ones the rest.
public struct IndexSizes: Sendable, Equatable {
    /// The vocabulary that is loaded at once, in bytes before compression.
    public var commonVocabulary = 80_000
    /// A file of the rest of the vocabulary, in bytes before compression.
    public var vocabulary = 6_000
    public var postings = 800
    public var texts = 1_500
    public var spelling = 6_000
    /// Postings of a term that are kept; beyond, those with the highest impacts.
    public var maximumPostings = 100_000
    /// What a list of results shows of a section, in bytes.
    public var passage = 280

    /// Sizes for a site with some number of articles.
    public init(articles: Int) {
        guard articles > 1500 else { return }
        commonVocabulary = 60_000
        vocabulary = 8_000
        postings = 6_000
        texts = 24_000
        maximumPostings = 600
        passage = 120
    }
}
