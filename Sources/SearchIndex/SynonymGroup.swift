// Words that may stand for each other.

/// A group of synonyms. A phrase is written with spaces.
public struct SynonymGroup: Sendable, Equatable {
    /// Words and phrases that a reader may ask with.
    public let words: [String]
    /// Words and phrases that articles may answer with; the same as `words` where all are equal.
    public let meaning: [String]

    /// Words and phrases that all mean the same.
    public init(equal words: [String]) {
        self.words = words
        meaning = words
    }

    /// Words and phrases that may mean others, but not the other way round.
    public init(words: [String], meaning: [String]) {
        self.words = words
        self.meaning = meaning
    }
}
