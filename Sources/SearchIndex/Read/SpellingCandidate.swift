// A word that may have been meant.

/// A word of the vocabulary, as it is compared with a misspelt one.
struct SpellingCandidate: Sendable {
    let form: ArraySlice<UInt8>
    let scalars: [UInt32]
    /// The number of bits of the number of answers that hold it.
    let magnitude: Int

    /// The words of a block that may have been meant.
    static func all(in block: VocabularyBlock) -> [SpellingCandidate] {
        (0..<block.count).compactMap { place in
            let form = block.form(place)
            guard Spelling.correctable(form) != nil else { return nil }
            let frequency = block.term(ofForm: place).frequency
            return SpellingCandidate(
                form: form, scalars: Spelling.scalars(form),
                magnitude: Int.bitWidth - frequency.leadingZeroBitCount)
        }
    }

    /// All words of a file of spelling.
    static func all(_ reader: inout PackedReader) throws(PackedReader.Unreadable) -> [SpellingCandidate] {
        let count = try reader.count()
        var shared = try reader.column()
        var rests = try reader.column()
        var letters = try reader.column()
        var magnitudes = try reader.column()
        var words: [SpellingCandidate] = []
        var last: [UInt8] = []
        for _ in 0..<count {
            let common = try shared.byte()
            guard common <= last.count else { throw PackedReader.Unreadable() }
            let form = Array(last.prefix(common)) + (try letters.slice(try rests.number()))
            words.append(
                SpellingCandidate(
                    form: form[...], scalars: Spelling.scalars(form[...]), magnitude: try magnitudes.byte()))
            last = form
        }
        return words
    }
}
