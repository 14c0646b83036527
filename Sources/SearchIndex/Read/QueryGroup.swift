// A word of a query, with all that it may stand for.

/// A word of a query and the terms that stand for it; an answer earns the best of them.
struct QueryGroup {
    /// How a term came to stand for a word.
    enum Reason: String, Sendable {
        case exact, suffix, spelling, joined, split, prefix, synonym
    }

    struct Alternative {
        let term: Term
        /// What each step of its impact earns.
        let weight: Int
        let reason: Reason
        let form: ArraySlice<UInt8>
    }

    let form: ArraySlice<UInt8>
    /// Whether it covers the same place as others.
    let isBeside: Bool
    var alternatives: [Alternative] = []
    /// The term that the word itself is, or was taken for: what synonyms are looked up by.
    var source: Term?
    /// Whether the query has said it before; it then counts for phrases alone.
    var isRepeated = false

    init(form: ArraySlice<UInt8>, isBeside: Bool) {
        self.form = form
        self.isBeside = isBeside
    }

    /// The most that a step of impact can earn.
    var weight: Int { alternatives.lazy.map(\.weight).max() ?? 0 }
    var isFunctionWord: Bool {
        alternatives.first.map { $0.reason == .exact && $0.term.isFunctionWord } ?? false
    }
}
