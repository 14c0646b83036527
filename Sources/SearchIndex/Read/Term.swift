// A term as a query meets it.

/// What the vocabulary says of a term.
struct Term: Sendable {
    /// Its number in the index.
    let number: Int
    /// The number of answers that hold it.
    let frequency: Int
    let isFunctionWord: Bool
    /// Where it stands, when the vocabulary itself says so.
    var postings: PostingList?
}
