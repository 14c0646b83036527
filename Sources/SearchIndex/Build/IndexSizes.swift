// How an index is cut into files.

/// The sizes of an index's files. Small ones make the first query cheap, few ones the rest.
public struct IndexSizes: Sendable, Equatable {
    /// The vocabulary that is loaded at once, in bytes before compression.
    public var commonVocabulary = 22_500
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
        [500, 27_000, 1_600, 350, 600, 3_000, 8_000, 100_000, 240],
        [1_000, 30_000, 2_600, 800, 1_500, 6_000, 10_000, 100_000, 180],
        [2_000, 33_000, 4_000, 1_500, 3_000, 10_000, 12_000, 10_000, 140],
        [4_000, 36_000, 5_500, 2_200, 4_500, 14_000, 14_000, 3_000, 120],
        [7_000, 40_000, 6_500, 2_800, 6_000, 17_000, 15_000, 1_000, 100],
        [12_000, 42_000, 7_500, 4_000, 10_000, 20_000, 16_000, 300, 88],
    ]
}
