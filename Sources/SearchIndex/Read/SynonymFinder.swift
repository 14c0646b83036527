// Synonyms of the words of a query.

/// Finds the groups of synonyms that a query's words and phrases belong to.
struct SynonymFinder {
    /// A word or phrase of the query that has synonyms.
    struct Found {
        /// How many words of the query it takes.
        let length: Int
        /// What it may also mean; for a phrase, its rarest word.
        let terms: [Term]
    }

    private let head: IndexHead

    /// The word that a meaning is shown by.
    func form(of term: Term) -> ArraySlice<UInt8>? { head.vocabulary.form(ofTerm: term.number) }

    init(_ head: IndexHead) {
        self.head = head
    }

    /// Whether a word alone has synonyms.
    func begins(with term: Int) -> Bool {
        head.synonyms.contains { $0.words.contains([term]) }
    }

    /// What the words and phrases that begin at a place may also mean, in the order of the groups, the
    /// most frequent first.
    func meanings(_ terms: [Int?], at start: Int) -> [Found] {
        guard let first = terms[start] else { return [] }
        var found: [Found] = []
        for group in head.synonyms {
            for words in group.words where words.first == first {
                guard words.count <= terms.count - start,
                    zip(words, terms[start...]).allSatisfy({ $0 == $1 })
                else { continue }
                let others = group.meaning.filter { $0 != words }.compactMap { rarest($0) }
                found.append(
                    Found(
                        length: words.count,
                        terms: others.sorted { ($1.frequency, $0.number) < ($0.frequency, $1.number) }))
            }
        }
        return found
    }

    /// The rarest word of a phrase; a function word only where there is no other.
    private func rarest(_ words: [Int]) -> Term? {
        words.compactMap { head.vocabulary.term(number: $0) }.filter { $0.frequency > 0 }.min { a, b in
            if a.isFunctionWord != b.isFunctionWord { return b.isFunctionWord }
            return (a.frequency, a.number) < (b.frequency, b.number)
        }
    }
}
