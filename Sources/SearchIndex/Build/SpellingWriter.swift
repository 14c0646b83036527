// Words for correcting others, where the vocabulary is not loaded whole.

/// A word that another may be a misspelling of.
struct SpellingWord: Comparable {
    /// Its first scalar.
    let letter: UInt32
    /// Its length in scalars.
    let length: Int
    let form: ArraySlice<UInt8>
    /// The number of bits of the number of answers that hold it.
    let magnitude: Int

    /// `nil` for what is not corrected: short words, words with digits, and rare ones.
    init?(_ form: ArraySlice<UInt8>, frequency: Int, least: Int) {
        guard frequency >= least, let letter = Spelling.correctable(form) else { return nil }
        self.letter = letter.first
        length = letter.length
        self.form = form
        magnitude = Int.bitWidth - frequency.leadingZeroBitCount
    }

    static func < (a: SpellingWord, b: SpellingWord) -> Bool {
        if (a.letter, a.length) != (b.letter, b.length) { return (a.letter, a.length) < (b.letter, b.length) }
        return a.form.lexicographicallyPrecedes(b.form)
    }
}

/// Writes a file of them.
struct SpellingWriter {
    private var shared: [UInt8] = []
    private var rest = PackedWriter()
    private var letters: [UInt8] = []
    private var magnitudes: [UInt8] = []
    private var last: ArraySlice<UInt8> = []

    var count: Int { shared.count }
    var size: Int { shared.count * 3 + letters.count }

    mutating func add(_ word: SpellingWord) {
        var common = 0
        while common < min(word.form.count, last.count),
            word.form[word.form.startIndex + common] == last[last.startIndex + common]
        {
            common += 1
        }
        shared.append(UInt8(truncatingIfNeeded: common))
        rest.write(word.form.count - common)
        letters += word.form.dropFirst(common)
        magnitudes.append(UInt8(truncatingIfNeeded: word.magnitude))
        last = word.form
    }

    var bytes: [UInt8] {
        var output = PackedWriter()
        output.write(count)
        for column in [shared, rest.bytes, letters, magnitudes] { output.write(column) }
        return output.bytes
    }
}
