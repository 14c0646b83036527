// The files of an index, loaded when they are needed and kept for a while.

/// Loads, inflates and decodes the files of an index.
struct IndexShelf {
    /// How many files and lists of a kind are kept; the longest unused goes first. On a site of 15,000
    /// articles all of them together take about 40 MB.
    private static let room = 1024
    private static let roomForWords = 256

    let head: IndexHead
    /// Common words that may have been meant, once a word was misspelt.
    private(set) lazy var commonCandidates = SpellingCandidate.all(in: head.vocabulary)
    private let load: @Sendable (String) throws -> [UInt8]?
    private var vocabulary = Kept<VocabularyBlock>(room: roomForWords)
    private var postings = Kept<[UInt8]>(room: room)
    private var lists = Kept<PostingList>(room: room)
    /// What answers have earned, kept between queries; all zero then.
    var earnings: Earnings
    private var texts = Kept<[UInt8]>(room: room)
    private var spelling = Kept<[SpellingCandidate]>(room: room)

    init(load: @escaping @Sendable (String) throws -> [UInt8]?) throws {
        self.load = load
        head = try IndexHead(try Self.inflated(IndexFormat.indexName, load))
        earnings = Earnings(count: head.unitCount)
    }

    private static func inflated(_ name: String, _ load: (String) throws -> [UInt8]?) throws -> [UInt8] {
        guard let bytes = try load(name) else { throw SearchIndexError.missing(file: name) }
        guard let inflated = Zlib.inflated(bytes) else { throw SearchIndexError.damaged(file: name) }
        return inflated
    }

    private func decoded<Value>(
        _ name: String, _ decode: (inout PackedReader) throws -> Value
    ) throws -> Value {
        do {
            var reader = PackedReader(try Self.inflated(name, load))
            return try decode(&reader)
        } catch is PackedReader.Unreadable {
            throw SearchIndexError.damaged(file: name)
        }
    }

    /// The block of the vocabulary that a word would stand in, beside the common one.
    mutating func rareVocabulary(of word: ArraySlice<UInt8>) throws -> VocabularyBlock? {
        guard let number = head.vocabularyFile(of: word) else { return nil }
        if let kept = vocabulary[number] { return kept }
        let block = try decoded(IndexFormat.name("v", number)) { try VocabularyBlock(&$0) }
        vocabulary[number] = block
        return block
    }

    /// A word as the site writes it; as it is where the site does not know it.
    mutating func written(_ form: ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
        if let place = head.vocabulary.find(form) { return head.vocabulary.written(place) }
        guard let block = try rareVocabulary(of: form), let place = block.find(form) else { return form }
        return block.written(place)
    }

    /// Where a term stands.
    mutating func postings(of term: Term) throws -> PostingList {
        if let inline = term.postings { return inline }
        let isFrequent = term.frequency >= IndexFormat.frequentTerm
        let files = isFrequent ? head.postingsFiles : head.rarePostingsFiles
        guard let number = IndexHead.file(of: term.number, in: files) else {
            throw SearchIndexError.damaged(file: IndexFormat.indexName)
        }
        if let kept = lists[term.number] { return kept }
        let name = IndexFormat.name(isFrequent ? "p" : "q", number)
        let key = isFrequent ? number : -1 - number
        let bytes = try postings[key] ?? Self.inflated(name, load)
        postings[key] = bytes
        do {
            let list = try Self.list(of: term.number, in: bytes, from: files[number])
            lists[term.number] = list
            return list
        } catch {
            throw SearchIndexError.damaged(file: name)
        }
    }

    private static func list(
        of wanted: Int, in bytes: [UInt8], from first: Int
    ) throws(PackedReader.Unreadable) -> PostingList {
        var reader = PackedReader(bytes)
        var term = first
        while true {
            term += try reader.number()
            var list = try reader.column()
            if term == wanted { return try PostingList(list: &list) }
            guard term < wanted else { throw PackedReader.Unreadable() }
        }
    }

    /// What an answer is shown with.
    mutating func text(of unit: Int) throws -> UnitText {
        guard let number = IndexHead.file(of: unit, in: head.textFiles) else {
            throw SearchIndexError.damaged(file: IndexFormat.indexName)
        }
        let name = IndexFormat.name("t", number)
        let bytes: [UInt8]
        if let kept = texts[number] {
            bytes = kept
        } else {
            bytes = try Self.inflated(name, load)
            texts[number] = bytes
        }
        do {
            var reader = PackedReader(bytes)
            guard let text = try UnitText.read(&reader, at: unit - head.textFiles[number]) else {
                throw PackedReader.Unreadable()
            }
            return text
        } catch {
            throw SearchIndexError.damaged(file: name)
        }
    }

    /// Words of the vocabulary with a first letter and a length, where files of spelling say which.
    mutating func candidates(letter: Int, lengths: ClosedRange<Int>) throws -> [SpellingCandidate] {
        var found: [SpellingCandidate] = []
        for number in head.spellingFiles(letter: letter, lengths: lengths) {
            let words: [SpellingCandidate]
            if let kept = spelling[number] {
                words = kept
            } else {
                words = try decoded(IndexFormat.name("s", number)) { try SpellingCandidate.all(&$0) }
                spelling[number] = words
            }
            found += words.filter { word in
                word.scalars.first.map(Int.init) == letter && lengths.contains(word.scalars.count)
            }
        }
        return found
    }
}

/// A few values, the longest unused of which makes room for the next.
private struct Kept<Value> {
    private let room: Int
    private var values: [Int: (value: Value, used: Int)] = [:]
    private var clock = 0

    init(room: Int) {
        self.room = room
    }

    subscript(key: Int) -> Value? {
        mutating get {
            clock += 1
            values[key]?.used = clock
            return values[key]?.value
        }
        set {
            if values.count >= room, let oldest = values.min(by: { $0.value.used < $1.value.used }) {
                values[oldest.key] = nil
            }
            clock += 1
            values[key] = newValue.map { ($0, clock) }
        }
    }
}

extension IndexHead {
    /// The files that may hold words with a first letter and a length.
    func spellingFiles(letter: Int, lengths: ClosedRange<Int>) -> Range<Int> {
        let wanted = (letter, lengths.lowerBound)
        let end = spellingFiles.firstIndex { (letter, lengths.upperBound) < ($0.letter, $0.length) }
        let first = spellingFiles.firstIndex { wanted <= ($0.letter, $0.length) }
        let last = end ?? spellingFiles.count
        return max(0, min((first ?? spellingFiles.count) - 1, last))..<last
    }
}
