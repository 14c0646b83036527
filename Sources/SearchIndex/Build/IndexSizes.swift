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

    /// Sizes for a site with some number of articles: they grow with it, so that there are never much
    /// more than a thousand files.
    public init(articles: Int) {
        guard let row = Self.larger.last(where: { articles > $0[0] }) else { return }
        commonVocabulary = row[1]
        vocabulary = row[2]
        postings = row[3]
        rarePostings = row[4]
        texts = row[5]
        spelling = row[6]
        maximumPostings = row[7]
        passage = row[8]
    }

    /// More articles than the first number, and all sizes from there on, in the order above.
    private static let larger = [
        [500, 25_000, 900, 90, 110, 1_000, 7_000, 100_000, 240],
        [1_000, 27_000, 1_300, 200, 300, 2_500, 8_000, 100_000, 240],
        [2_000, 30_000, 2_000, 500, 900, 5_000, 10_000, 10_000, 200],
        [4_000, 34_000, 3_200, 1_000, 2_200, 9_000, 12_000, 3_000, 160],
        [7_000, 38_000, 5_000, 2_000, 5_000, 13_000, 14_000, 1_000, 120],
        [12_000, 42_000, 7_500, 3_200, 10_000, 18_000, 16_000, 300, 120],
    ]
}
