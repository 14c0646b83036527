// The nearest right word for a wrong one.

/// Finds what somebody probably meant.
public enum Spelling {
    /// The candidate with the smallest edit distance, if it is near enough to be meant: at most a
    /// third of the word's letters and at most six, but at least one.
    public static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        let limit = min(6, max(1, word.utf8.count / 3))
        let letters = letters(word)
        return candidates.filter {
            isWithin(limit, word.utf8.count, letters, $0.utf8.count, Self.letters($0))
        }
        .map { (word: $0, distance: distance(word, $0, limit: limit)) }
        .filter { $0.distance <= limit }
        .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
    }

    /// Which letters a word has, as a set of bits, whatever their case.
    static func letters(_ word: some StringProtocol) -> UInt64 {
        word.utf8.reduce(0) { $0 | 1 << UInt64(($1 | 0x20) & 63) }
    }

    /// Whether two words of these lengths and letters may be so near: each edit changes the length
    /// by one character at most, and two letters of the set or, beyond ASCII, a few more. It is
    /// asked first, because comparing takes a thousand times longer.
    static func isWithin(_ limit: Int, _ length: Int, _ letters: UInt64, _ other: Int, _ otherLetters: UInt64)
        -> Bool
    {
        abs(length - other) <= 3 * limit && (letters ^ otherLetters).nonzeroBitCount <= 2 * limit + 4
    }

    /// The optimal string alignment distance: insertions, deletions, substitutions and swaps of
    /// neighbours, each counting 1 (Damerau, 1964).
    ///
    /// - Parameter limit: more than this need not be known exactly.
    static func distance(_ a: String, _ b: String, limit: Int = .max) -> Int {
        // Scalars compare as numbers, characters by looking up properties.
        let a = Array(a.lowercased().unicodeScalars)
        let b = Array(b.lowercased().unicodeScalars)
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var beforeLast = Array(0...b.count)
        var last = beforeLast
        var row = beforeLast
        for i in 1...a.count {
            row[0] = i
            for j in 1...b.count {
                let cost = a[i - 1] == b[j - 1] ? 0 : 1
                row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    row[j] = min(row[j], beforeLast[j - 2] + 1)
                }
            }
            // Later rows are made of the last two, so they cannot fall below both.
            if min(row.min() ?? 0, last.min() ?? 0) > limit { return row.min() ?? 0 }
            beforeLast = last
            last = row
        }
        return last[b.count]
    }
}
