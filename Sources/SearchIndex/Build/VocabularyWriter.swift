// Blocks of words with their terms.

/// Writes a block of the vocabulary: sorted words, each with its term, in columns.
struct VocabularyWriter {
    private var shared: [UInt8] = []
    private var rest = PackedWriter()
    private var letters: [UInt8] = []
    private var terms = PackedWriter()
    private var details = PackedWriter()
    private var postings = PackedWriter()
    private var written = PackedWriter()
    private var lastWritten = 0
    private var last: ArraySlice<UInt8> = []
    private var places: [Int: Int] = [:]
    private var nextTerm = 0
    private(set) var count = 0

    /// About how many bytes the block has.
    var size: Int {
        shared.count + rest.bytes.count + letters.count + terms.bytes.count + details.bytes.count
            + postings.bytes.count + written.bytes.count
    }

    /// Adds a word by its place, in the order of the bytes.
    mutating func add(_ place: Int, of index: BuiltIndex) {
        let (form, term) = index.forms[place]
        if let letters = index.written[place] {
            written.write(count - lastWritten)
            written.write(letters)
            lastWritten = count
        }
        var common = 0
        while common < min(form.count, last.count),
            form[form.startIndex + common] == last[last.startIndex + common]
        {
            common += 1
        }
        shared.append(UInt8(truncatingIfNeeded: common))
        rest.write(form.count - common)
        letters += form.dropFirst(common)
        last = form
        count += 1
        if let place = places[term] {
            terms.write(places.count - place)
            return
        }
        terms.write(0)
        places[term] = places.count
        let step = term - nextTerm
        details.write(step >= 0 ? step << 1 : (-step << 1) - 1)
        nextTerm = term + 1
        let frequency = index.frequencies[term]
        details.write(frequency << 1 | (index.isFunctionWord[term] ? 1 : 0))
        if frequency <= IndexFormat.inlinePostings {
            PostingsCoding.write(index.postings[index.starts[term]..<index.starts[term + 1]], to: &postings)
        }
    }

    /// The block's bytes.
    func write(to output: inout PackedWriter) {
        output.write(count)
        for column in [
            shared, rest.bytes, letters, terms.bytes, details.bytes, postings.bytes, written.bytes,
        ] {
            output.write(column)
        }
    }
}
