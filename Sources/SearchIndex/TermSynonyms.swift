// Synonyms as an index carries them.

/// A group of synonyms: words and phrases as the numbers of their terms.
struct TermSynonyms: Sendable, Equatable {
    var words: [[Int]]
    /// The same as `words` where all are equal.
    var meaning: [[Int]]
}
