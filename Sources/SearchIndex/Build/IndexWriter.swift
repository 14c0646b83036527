// An index as files.

/// Writes an index: the files of vocabulary, postings, texts and spelling, and the one that names them.
struct IndexWriter {
    private let index: BuiltIndex
    private let weights: RankingWeights
    private let sizes: IndexSizes
    private let isCommon: [Bool]
    private var files: [IndexFile] = []
    private var head = PackedWriter()

    /// The files of an index.
    static func files(of index: BuiltIndex, weights: RankingWeights, sizes: IndexSizes) -> [IndexFile] {
        var writer = IndexWriter(index: index, weights: weights, sizes: sizes)
        writer.writeHead()
        let common = writer.writeVocabulary()
        let frequent = IndexFormat.frequentTerm
        writer.writePostings("p", frequent..<Int.max, size: sizes.postings)
        writer.writePostings("q", IndexFormat.inlinePostings + 1..<frequent, size: sizes.rarePostings)
        writer.writeTexts()
        writer.writeSpelling()
        writer.writeSynonyms()
        common.write(to: &writer.head)
        writer.writeFacets()
        return [IndexFile(name: IndexFormat.indexName, payload: writer.head.bytes)] + writer.files
    }

    private init(index: BuiltIndex, weights: RankingWeights, sizes: IndexSizes) {
        self.index = index
        self.weights = weights
        self.sizes = sizes
        isCommon = Self.commonTerms(of: index, sizes)
    }

    private mutating func add(_ kind: Character, _ number: Int, _ payload: [UInt8]) {
        files.append(IndexFile(name: IndexFormat.name(kind, number), payload: payload))
    }

    private mutating func writeHead() {
        head.append(IndexFormat.magic)
        head.write(IndexFormat.version)
        head.write(index.language)
        head.write(index.units.count)
        let figures = weights.readingFigures
        head.write(figures.count)
        for figure in figures { head.write(figure) }
    }

    /// The words of the most frequent terms, as many as fit; the rest goes into files.
    private mutating func writeVocabulary() -> VocabularyWriter {
        var common = VocabularyWriter()
        var block = VocabularyWriter()
        var first: [ArraySlice<UInt8>] = []
        for (place, (form, term)) in index.forms.enumerated() {
            if isCommon[term] {
                common.add(place, of: index)
                continue
            }
            if block.count == 0 { first.append(form) }
            block.add(place, of: index)
            if block.size >= sizes.vocabulary { finish(&block, first.count) }
        }
        if block.count > 0 { finish(&block, first.count) }
        head.write(first.count)
        for form in first { head.write(form) }
        return common
    }

    private mutating func finish(_ block: inout VocabularyWriter, _ count: Int) {
        var payload = PackedWriter()
        block.write(to: &payload)
        add("v", count - 1, payload.bytes)
        block = VocabularyWriter()
    }

    private static func commonTerms(of index: BuiltIndex, _ sizes: IndexSizes) -> [Bool] {
        var costs = [Int](repeating: 0, count: index.frequencies.count)
        for (form, term) in index.forms { costs[term] += form.count / 2 + 3 }
        let order = costs.indices.sorted {
            (index.frequencies[$1], $0) < (index.frequencies[$0], $1)
        }
        var isCommon = [Bool](repeating: false, count: costs.count)
        var size = 0
        // A synonym is found by its number, so its words must be at hand.
        for term in index.synonyms.flatMap({ $0.words + $0.meaning }).joined() { isCommon[term] = true }
        for term in order {
            size += costs[term]
            if size > sizes.commonVocabulary { break }
            isCommon[term] = true
        }
        return isCommon
    }

    /// The postings of the terms of some frequencies, with their pairs.
    private mutating func writePostings(_ kind: Character, _ frequencies: Range<Int>, size: Int) {
        var block = PackedWriter()
        var first: [Int] = []
        var last = 0
        for term in index.frequencies.indices {
            guard frequencies.contains(index.frequencies[term]) else { continue }
            if block.bytes.isEmpty {
                first.append(term)
                last = term
            }
            block.write(term - last)
            last = term
            block.write(list(of: term))
            if block.bytes.count >= size {
                add(kind, first.count - 1, block.bytes)
                block = PackedWriter()
            }
        }
        if !block.bytes.isEmpty { add(kind, first.count - 1, block.bytes) }
        head.writeAscending(first)
    }

    /// Where a term stands, with its pairs.
    private func list(of term: Int) -> [UInt8] {
        var list = PackedWriter()
        let kept = PostingsCoding.pruned(
            index.postings[index.starts[term]..<index.starts[term + 1]], to: sizes.maximumPostings)
        list.write(kept.count)
        PostingsCoding.write(kept[...], to: &list)
        let pairs = index.pairs[term] ?? []
        list.write(pairs.count)
        var second = 0
        for pair in pairs {
            list.write(pair.second - second)
            second = pair.second
            list.write(pair.units.count)
            var unit = -1
            for next in pair.units {
                list.write(next - unit - 1)
                unit = next
            }
        }
        return list.bytes
    }

    private mutating func writeSynonyms() {
        head.write(index.synonyms.count)
        for group in index.synonyms {
            let isEqual = group.words == group.meaning
            for side in isEqual ? [group.words, []] : [group.words, group.meaning] {
                head.write(side.count)
                for words in side {
                    head.write(words.count)
                    for term in words { head.write(term) }
                }
            }
        }
    }

    /// Collections of the first level and kinds, for filters: names, then runs of answers.
    private mutating func writeFacets() {
        let articles = index.units.map { index.articles[$0.article] }
        for names in [articles.map { $0.breadcrumb.first ?? "" }, articles.map(\.kind)] {
            var known: [String] = []
            var runs: [(name: Int, length: Int)] = []
            for name in names {
                let number = known.firstIndex(of: name) ?? known.count
                if number == known.count { known.append(name) }
                if runs.last?.name != number { runs.append((number, 0)) }
                runs[runs.count - 1].length += 1
            }
            head.write(known)
            head.write(runs.count)
            for run in runs {
                head.write(run.name)
                head.write(run.length)
            }
        }
    }

    private mutating func writeTexts() {
        var block = TextWriter(passage: sizes.passage)
        var first: [Int] = []
        var article = -1
        for (number, unit) in index.units.enumerated() {
            if unit.article != article {
                if block.size >= sizes.texts {
                    add("t", first.count - 1, block.bytes)
                    block = TextWriter(passage: sizes.passage)
                }
                if block.size == 0 { first.append(number) }
                article = unit.article
                block.begin(index.articles[article])
            }
            block.add(unit)
        }
        if block.size > 0 { add("t", first.count - 1, block.bytes) }
        head.writeAscending(first)
    }

    /// Words for correcting others, beside those that are loaded anyway.
    private mutating func writeSpelling() {
        var first: [SpellingWord] = []
        let words = index.forms.filter { !isCommon[$0.term] }.compactMap {
            SpellingWord($0.form, frequency: index.frequencies[$0.term], least: 2)
        }.sorted()
        var block = SpellingWriter()
        for word in words {
            if block.count == 0 { first.append(word) }
            block.add(word)
            if block.size >= sizes.spelling {
                add("s", first.count - 1, block.bytes)
                block = SpellingWriter()
            }
        }
        if block.count > 0 { add("s", first.count - 1, block.bytes) }
        head.write(first.count)
        for word in first {
            head.write(Int(word.letter))
            head.write(word.length)
        }
    }
}

extension PackedWriter {
    /// A count, then the numbers as distances from the one before.
    mutating func writeAscending(_ numbers: [Int]) {
        write(numbers.count)
        var last = 0
        for number in numbers {
            write(number - last)
            last = number
        }
    }
}
