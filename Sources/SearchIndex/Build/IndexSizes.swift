// How an index is cut into files.

/// The sizes of an index's files. Small ones make the first query cheap, few ones the rest.
public struct IndexSizes: Sendable, Equatable {
    /// The vocabulary that is loaded at once, in bytes before compression.
    public var commonVocabulary = 24_000
    /// A file of the rest of the vocabulary, in bytes before compression.
    public var vocabulary = 700
    /// A file of postings of frequent terms, in bytes before compression.
    public var postings = 60
    /// A file of postings of other terms, in bytes before compression.
    public var rarePostings = 60
    /// A file of texts, in bytes before compression; every article fits into one.
    public var texts = 1
    /// A file of spelling, in bytes before compression.
    public var spelling = 6_000
    /// Postings of a term that are kept; beyond, those with the highest impacts.
    public var maximumPostings = 100_000
    /// What a list of results shows of a section, in bytes.
    public var passage = 240

    /// Sizes for a site with some number of articles.
    public init(articles: Int) {
        guard articles > 1000 else { return }
        commonVocabulary = 42_000
        vocabulary = 7_500
        postings = 3_200
        rarePostings = 10_000
        texts = 18_000
        spelling = 16_000
        maximumPostings = 300
        passage = 64
    }
}
