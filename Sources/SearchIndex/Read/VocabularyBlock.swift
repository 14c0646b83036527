// A block of words, decoded.

/// Sorted words with their terms.
struct VocabularyBlock: Sendable {
    private var bytes: [UInt8] = []
    private var starts: [Int32] = [0]
    private var termOfForm: [Int32] = []
    private var terms: [Term] = []
    /// How words are written that folding changes, by their places.
    private var written: [Int: ArraySlice<UInt8>] = [:]

    var count: Int { termOfForm.count }

    init(_ reader: inout PackedReader) throws(PackedReader.Unreadable) {
        let count = try reader.count()
        var shared = try reader.column()
        var rests = try reader.column()
        var letters = try reader.column()
        var references = try reader.column()
        var details = try reader.column()
        var postings = try reader.column()
        var letterings = try reader.column()
        starts.reserveCapacity(count + 1)
        termOfForm.reserveCapacity(count)
        var last = 0
        var nextTerm = 0
        for _ in 0..<count {
            let start = bytes.count
            let common = try shared.byte()
            let rest = try letters.slice(try rests.number())
            guard common <= start - last, start + common + rest.count < Int32.max else {
                throw PackedReader.Unreadable()
            }
            bytes.append(contentsOf: bytes[last..<last + common])
            bytes.append(contentsOf: rest)
            last = start
            starts.append(Int32(bytes.count))
            let back = try references.number()
            guard back <= terms.count else { throw PackedReader.Unreadable() }
            termOfForm.append(Int32(back == 0 ? terms.count : terms.count - back))
            if back == 0 { terms.append(try Self.term(&details, &postings, &nextTerm)) }
        }
        var place = 0
        while !letterings.isAtEnd {
            place += try letterings.number()
            written[place] = try letterings.slice(try letterings.number())
        }
    }

    private static func term(
        _ details: inout PackedReader, _ postings: inout PackedReader, _ next: inout Int
    ) throws(PackedReader.Unreadable) -> Term {
        let step = try details.number()
        let number = next + (step & 1 == 0 ? step >> 1 : -((step + 1) >> 1))
        guard number >= 0 else { throw PackedReader.Unreadable() }
        next = number + 1
        let code = try details.number()
        var term = Term(number: number, frequency: code >> 1, isFunctionWord: code & 1 == 1)
        if term.frequency <= IndexFormat.inlinePostings {
            term.postings = try PostingList(&postings, count: term.frequency)
        }
        return term
    }

    /// The bytes of a word.
    func form(_ index: Int) -> ArraySlice<UInt8> { bytes[Int(starts[index])..<Int(starts[index + 1])] }

    /// A word as the site writes it.
    func written(_ index: Int) -> ArraySlice<UInt8> { written[index] ?? form(index) }

    func term(ofForm index: Int) -> Term { terms[Int(termOfForm[index])] }

    /// The first word of a term by its number.
    func form(ofTerm number: Int) -> ArraySlice<UInt8>? {
        termOfForm.firstIndex { terms[Int($0)].number == number }.map(form)
    }

    /// A term by its number; the numbers of the common words' terms ascend.
    func term(number: Int) -> Term? {
        var low = 0
        var high = terms.count
        while low < high {
            let middle = (low + high) / 2
            if terms[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < terms.count && terms[low].number == number ? terms[low] : nil
    }

    /// The position of the first word that is not before another.
    func lowerBound(_ word: ArraySlice<UInt8>) -> Int {
        word.withUnsafeBufferPointer { lowerBound($0) }
    }

    private func lowerBound(_ word: UnsafeBufferPointer<UInt8>) -> Int {
        var low = 0
        var high = count
        bytes.withUnsafeBufferPointer { bytes in
            while low < high {
                let middle = (low + high) / 2
                let form = UnsafeBufferPointer(rebasing: bytes[Int(starts[middle])..<Int(starts[middle + 1])])
                if Self.precedes(form, word) { low = middle + 1 } else { high = middle }
            }
        }
        return low
    }

    @inline(__always)
    private static func precedes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while place < a.count, place < b.count {
            if a[place] != b[place] { return a[place] < b[place] }
            place += 1
        }
        return a.count < b.count
    }

    /// The position of a word.
    func find(_ word: ArraySlice<UInt8>) -> Int? {
        let place = lowerBound(word)
        return place < count && form(place) == word ? place : nil
    }

    /// The position of a word.
    func find(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
        let place = lowerBound(word)
        return place < count && form(place).elementsEqual(word) ? place : nil
    }

    /// The positions of the words that begin with some bytes.
    func range(startingWith prefix: ArraySlice<UInt8>) -> Range<Int> {
        let first = lowerBound(prefix)
        var end = first
        while end < count, form(end).starts(with: prefix) { end += 1 }
        return first..<end
    }
}
