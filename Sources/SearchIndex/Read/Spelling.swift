// Misspellings: which words of the vocabulary may have been meant.

/// Distances between words.
enum Spelling {
    /// The fewest letters of a word that is corrected, and of one that may be meant.
    static let leastLetters = 4
    /// From here on two edits are allowed.
    static let leastForTwoEdits = 8
    private static let mostLetters = 32

    /// The first scalar and the length of a word that consists of letters; `nil` for others.
    static func correctable(_ form: ArraySlice<UInt8>) -> (first: UInt32, length: Int)? {
        if form.contains(where: { $0.isDigit || $0 == 0x2E }) { return nil }
        var length = 0
        for byte in form where byte & 0xC0 != 0x80 { length += 1 }
        guard length >= leastLetters, length <= mostLetters else { return nil }
        guard let first = scalars(form.prefix(4)).first, Scalars.shared.classOf(first) == Scalars.Class.word
        else { return nil }
        return (first, length)
    }

    /// The scalars of a word.
    static func scalars(_ form: ArraySlice<UInt8>) -> [UInt32] {
        String(decoding: form, as: UTF8.self).unicodeScalars.map(\.value)
    }

    /// How many letters must be added, left out, replaced or swapped with their neighbour to make
    /// one word of another, no place being edited twice (Damerau 1964; optimal string alignment);
    /// `nil` for more than a limit.
    static func distance(_ a: [UInt32], _ b: [UInt32], limit: Int) -> Int? {
        guard abs(a.count - b.count) <= limit else { return nil }
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in 1...max(1, a.count) where !a.isEmpty {
            var row = [Int](repeating: i, count: b.count + 1)
            var least = i
            for j in 1...max(1, b.count) where !b.isEmpty {
                var cost = min(row[j - 1], last[j]) + 1
                cost = min(cost, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    cost = min(cost, before[j - 2] + 1)
                }
                row[j] = cost
                least = min(least, cost)
            }
            if least > limit { return nil }
            before = last
            last = row
        }
        return last[b.count] <= limit ? last[b.count] : nil
    }
}
