// Searching. Theme/assets/search-index.js does the same step by step; change both or neither.

/// An answer that was found.
public struct SearchResult: Sendable, Equatable, Codable {
    /// What was found.
    public let unit: SearchableUnit
    /// The sum of the weights of the query's words in it; more is better.
    public let score: Int
}

extension SearchIndex {
    /// Finds the units that hold the query's words.
    ///
    /// The last word of a query also stands for every longer word that begins with it, because it
    /// may be half typed. A unit needs at least half of the words that the site knows.
    ///
    /// - Returns: at most `limit` results, best first; equal scores stand in the site's order.
    public func search(_ query: String, limit: Int = 10) -> [SearchResult] {
        guard limit > 0 else { return [] }
        let queryWords = Analyzer.words(query)
        var scores: [Int: Int] = [:]
        var matches: [Int: Int] = [:]
        var knownWords = 0
        for (position, word) in queryWords.enumerated() {
            var best: [Int: Int] = [:]
            for number in stems(of: word, isLast: position == queryWords.count - 1) {
                let list = postings[number]
                for entry in stride(from: 0, to: list.count, by: 2) {
                    best[list[entry]] = max(best[list[entry]] ?? 0, list[entry + 1])
                }
            }
            if !best.isEmpty { knownWords += 1 }
            for (unit, weight) in best {
                scores[unit, default: 0] += weight
                matches[unit, default: 0] += 1
            }
        }
        return
            scores
            .filter { (matches[$0.key] ?? 0) * 2 >= knownWords }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(limit)
            .map { SearchResult(unit: units[$0.key], score: $0.value) }
    }

    private func stems(of word: String, isLast: Bool) -> Set<Int> {
        var stems: Set<Int> = []
        if let exact = words[word] { stems.insert(exact) }
        if isLast, word.utf8.count >= 3 {
            // Letter by letter: `hasPrefix` compares whole characters, which ends a Korean syllable.
            for (candidate, stem) in words where candidate.utf8.starts(with: word.utf8) { stems.insert(stem) }
        }
        return stems.isEmpty ? stemWithoutEnding(word) : stems
    }

    /// For a form that the site never uses ("refunds" where only "refund" stands): the stem of what
    /// is left when up to three letters are cut off, as long as four are left.
    private func stemWithoutEnding(_ word: String) -> Set<Int> {
        var scalars = word.unicodeScalars
        for _ in 1...3 {
            guard scalars.popLast() != nil, scalars.count >= 4 else { return [] }
            if let stem = words[String(scalars)] { return [stem] }
        }
        return []
    }
}
