// The file that names the others, decoded.

/// What `index.bin` says.
struct IndexHead: Sendable {
    let language: String
    /// How many answers there are.
    let unitCount: Int
    let weights: RankingWeights
    /// The first word of each file of the vocabulary.
    private(set) var vocabularyFiles: [ArraySlice<UInt8>] = []
    /// The first term of each file of postings of frequent terms.
    let postingsFiles: [Int]
    /// The first term of each file of postings of other terms.
    let rarePostingsFiles: [Int]
    /// The first answer of each file of texts.
    let textFiles: [Int]
    /// The first letter and length of each file of spelling.
    private(set) var spellingFiles: [(letter: Int, length: Int)] = []
    /// Groups of synonyms.
    let synonyms: [TermSynonyms]
    /// The words that are loaded at once.
    let vocabulary: VocabularyBlock

    /// - Throws: ``SearchIndexError``.
    init(_ bytes: [UInt8]) throws {
        do {
            var reader = PackedReader(bytes)
            guard Array(try reader.slice(4)) == IndexFormat.magic else { throw PackedReader.Unreadable() }
            let version = try reader.number()
            guard version == IndexFormat.version else { throw SearchIndexError.otherVersion(version) }
            language = try reader.text()
            unitCount = try reader.number()
            guard unitCount < 1 << 24 else { throw PackedReader.Unreadable() }
            var figures: [Int] = []
            for _ in 0..<(try reader.count()) { figures.append(try reader.number()) }
            guard let weights = RankingWeights(readingFigures: figures) else {
                throw PackedReader.Unreadable()
            }
            self.weights = weights
            for _ in 0..<(try reader.count()) {
                vocabularyFiles.append(try reader.slice(try reader.number()))
            }
            postingsFiles = try Self.ascending(&reader)
            rarePostingsFiles = try Self.ascending(&reader)
            textFiles = try Self.ascending(&reader)
            for _ in 0..<(try reader.count()) {
                spellingFiles.append((try reader.number(), try reader.number()))
            }
            synonyms = try Self.synonyms(&reader)
            vocabulary = try VocabularyBlock(&reader)
        } catch is PackedReader.Unreadable {
            throw SearchIndexError.damaged(file: IndexFormat.indexName)
        }
    }

    private static func ascending(_ reader: inout PackedReader) throws(PackedReader.Unreadable) -> [Int] {
        var numbers: [Int] = []
        var last = 0
        for _ in 0..<(try reader.count()) {
            last += try reader.number()
            numbers.append(last)
        }
        return numbers
    }

    private static func synonyms(
        _ reader: inout PackedReader
    ) throws(PackedReader.Unreadable) -> [TermSynonyms] {
        var groups: [TermSynonyms] = []
        for _ in 0..<(try reader.count()) {
            let words = try phrases(&reader)
            let meaning = try phrases(&reader)
            groups.append(TermSynonyms(words: words, meaning: meaning.isEmpty ? words : meaning))
        }
        return groups
    }

    private static func phrases(_ reader: inout PackedReader) throws(PackedReader.Unreadable) -> [[Int]] {
        var phrases: [[Int]] = []
        for _ in 0..<(try reader.count()) {
            var phrase: [Int] = []
            for _ in 0..<(try reader.count()) { phrase.append(try reader.number()) }
            phrases.append(phrase)
        }
        return phrases
    }

    /// The file that a number belongs to: the last that does not begin after it.
    static func file(of number: Int, in files: [Int]) -> Int? {
        var low = 0
        var high = files.count
        while low < high {
            let middle = (low + high) / 2
            if files[middle] <= number { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }

    /// The file of the vocabulary that a word would stand in.
    func vocabularyFile(of word: ArraySlice<UInt8>) -> Int? {
        var low = 0
        var high = vocabularyFiles.count
        while low < high {
            let middle = (low + high) / 2
            if word.lexicographicallyPrecedes(vocabularyFiles[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low > 0 ? low - 1 : nil
    }
}
