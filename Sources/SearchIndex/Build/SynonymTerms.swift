// From groups of synonyms to the numbers of their terms.

/// Finds out which synonyms say something about a site, and gives their words a place in its
/// vocabulary.
struct SynonymTerms {
    private var scanner = WordScanner()
    /// Words and meanings of the groups that are left, as numbers of words.
    private(set) var groups: [(words: [[Int]], meaning: [[Int]])] = []
    /// How many of them, from the first on, are the site's own.
    private(set) var ownCount = 0

    /// Keeps the groups with a meaning that stands in the articles; adds their words to `forms`.
    ///
    /// - Parameters:
    ///   - own: the site's own groups.
    ///   - others: those that the language brings.
    ///   - isKnown: whether a word, or another with its stem, stands in the articles.
    init(
        _ own: [SynonymGroup], _ others: [SynonymGroup], _ forms: inout FormTable,
        isKnown: (UnsafeBufferPointer<UInt8>) -> Bool
    ) {
        add(own, &forms, isKnown)
        ownCount = groups.count
        add(others, &forms, isKnown)
    }

    private mutating func add(
        _ groups: [SynonymGroup], _ forms: inout FormTable, _ isKnown: (UnsafeBufferPointer<UInt8>) -> Bool
    ) {
        for group in groups {
            let meaning = group.meaning.map { words(of: $0) }.filter { words in
                !words.isEmpty && words.allSatisfy { $0.withUnsafeBufferPointer(isKnown) }
            }
            guard !meaning.isEmpty else { continue }
            let sources = group.words.map { words(of: $0) }.filter { !$0.isEmpty }
            guard sources.count > 1 || group.words != group.meaning else { continue }
            func number(_ words: [[UInt8]]) -> [Int] {
                words.map { $0.withUnsafeBufferPointer { forms.number(of: $0) } }
            }
            self.groups.append((sources.map(number), meaning.map(number)))
        }
    }

    private mutating func words(of phrase: String) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var phrase = phrase
        phrase.withUTF8 { bytes in
            scanner.scan(bytes) { word, isBeside in
                if !isBeside { words.append(Array(word)) }
            }
        }
        return words
    }
}
