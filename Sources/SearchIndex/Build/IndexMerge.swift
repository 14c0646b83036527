// From the analyses of all articles to one index.

/// Joins analyses. The result depends on nothing but their order and their bytes.
struct IndexMerge {
    private let weights: RankingWeights
    private let language: String
    private let synonyms: [SynonymGroup]
    private var index = BuiltIndex()
    private var forms = FormTable(capacity: 4096)
    /// How words are written that folding changes: as the first article that has them writes them.
    private var written: [Int: [UInt8]] = [:]
    /// For each answer: the lengths of its fields.
    private var lengths: [SIMD8<Double>] = []
    /// Where the answers' words stand: the article, the place in its bytes, its forms' numbers.
    private var answers: [(article: Int, place: Int)] = []
    private var numbers: [[Int32]] = []
    private var termOfForm: [Int32] = []

    init(language: String, synonyms: [SynonymGroup], weights: RankingWeights) {
        self.synonyms = synonyms + Thesaurus.of(language: language)
        self.language = language
        self.weights = weights
        index.language = language
    }

    /// Joins analyses to an index.
    ///
    /// - Throws: ``PackedReader/Unreadable`` when one of them was cut off or is of another version.
    static func merge(
        _ analyses: [ArticleAnalysis], language: String, synonyms: [SynonymGroup], weights: RankingWeights
    ) throws -> BuiltIndex {
        var merge = IndexMerge(language: language, synonyms: synonyms, weights: weights)
        for analysis in analyses { try merge.read(analysis) }
        merge.nameTerms()
        try merge.post(analyses)
        return merge.index
    }

    /// First pass: articles, answers, sections, lengths; and the words, without their counts.
    private mutating func read(_ analysis: ArticleAnalysis) throws(PackedReader.Unreadable) {
        var reader = PackedReader(analysis.bytes)
        guard try reader.number() == ArticleAnalysis.formatVersion else { throw PackedReader.Unreadable() }
        index.articles.append(
            BuiltIndex.Article(
                source: try reader.text(), url: try reader.text(), title: try reader.text(),
                kind: try reader.text(), breadcrumb: try reader.texts(), tags: try reader.texts()))
        let formCount = try reader.count()
        var numbers: [Int32] = []
        numbers.reserveCapacity(formCount)
        for _ in 0..<formCount {
            let form = try reader.slice(try reader.number())
            let (count, letters) = (forms.count, try reader.slice(try reader.number()))
            let number = form.withUnsafeBufferPointer { forms.number(of: $0) }
            if number == count, !letters.isEmpty { written[number] = Array(letters) }
            numbers.append(Int32(truncatingIfNeeded: number))
        }
        self.numbers.append(numbers)
        for _ in 0..<(try reader.count()) {
            let isQuestion = try reader.number() == 1
            var unit = BuiltIndex.Unit(article: index.articles.count - 1, isQuestion: isQuestion)
            for _ in 0..<(try reader.count()) {
                unit.sections.append(
                    BuiltIndex.Section(
                        anchor: try reader.text(), heading: try reader.text(),
                        passage: Array(try reader.slice(try reader.number()))))
            }
            index.units.append(unit)
            var length = SIMD8<Double>()
            for field in 0..<5 { length[field] = Double(try reader.number()) }
            lengths.append(length)
            answers.append((index.articles.count - 1, reader.position))
            try Self.entries(&reader, count: formCount) { _ in }
            for _ in 0..<(try reader.count()) {
                _ = try reader.number()
                _ = try reader.number()
            }
        }
    }

    private struct Entry {
        var form = 0
        var counts = SIMD8<Double>()
        var section = 0
        var sectionCount = 0
    }

    private static func entries(
        _ reader: inout PackedReader, count formCount: Int, _ use: (Entry) -> Void
    ) throws(PackedReader.Unreadable) {
        for _ in 0..<(try reader.count()) {
            var entry = Entry()
            entry.form = try reader.number()
            guard entry.form < formCount else { throw PackedReader.Unreadable() }
            let mask = try reader.number()
            for field in 0..<5 where mask & (1 << field) != 0 {
                entry.counts[field] = field == 4 && mask & 0x40 != 0 ? 1 : Double(try reader.number())
            }
            if mask & 0x20 != 0 { entry.section = try reader.number() }
            entry.sectionCount = try reader.number()
            use(entry)
        }
    }

    /// Orders the words and gives each stem a number, in the order of its first word.
    private mutating func nameTerms() {
        let stemmer = Stemmer(language: language)
        var stems = FormTable(capacity: forms.count)
        var stemOfForm: [Int32] = []
        func addStems(_ forms: FormTable) {
            for number in stemOfForm.count..<forms.count {
                let stem = forms.form(number).withUnsafeBufferPointer { word in
                    stemmer.withStem(of: word) { stems.number(of: $0) }
                }
                stemOfForm.append(Int32(truncatingIfNeeded: stem))
            }
        }
        addStems(forms)
        let synonymTerms = SynonymTerms(synonyms, &forms) { word in
            stemmer.withStem(of: word) { stems.find($0) } != nil
        }
        addStems(forms)
        var terms = [Int32](repeating: -1, count: stems.count)
        var count: Int32 = 0
        termOfForm = Array(repeating: 0, count: forms.count)
        index.forms.reserveCapacity(forms.count)
        for number in FormOrder.sorted(forms) {
            let stem = Int(stemOfForm[number])
            if terms[stem] < 0 {
                terms[stem] = count
                count += 1
            }
            termOfForm[number] = terms[stem]
            index.written[index.forms.count] = written[number]
            index.forms.append((forms.form(number), Int(terms[stem])))
        }
        index.synonyms = synonymTerms.groups.map { group in
            TermSynonyms(
                words: group.words.map { $0.map { Int(termOfForm[$0]) } },
                meaning: group.meaning.map { $0.map { Int(termOfForm[$0]) } })
        }
        index.isFunctionWord = Array(repeating: false, count: stems.count)
        let light = FunctionWords.of(language: language)
        for (form, term) in index.forms where form.count <= 24 {
            if light.contains(String(decoding: form, as: UTF8.self)) { index.isFunctionWord[term] = true }
        }
        index.frequencies = Array(repeating: 0, count: stems.count)
    }

    /// Second pass: the postings.
    private mutating func post(_ analyses: [ArticleAnalysis]) throws(PackedReader.Unreadable) {
        let count = Double(max(1, lengths.count))
        let total = lengths.reduce(SIMD8<Double>(), +)
        let means = (total / count).replacing(with: 1, where: (total / count) .< 1)
        let b = SIMD8<Double>(weights.lengths + [0, 0, 0])
        let w = SIMD8<Double>(weights.fields + [0, 0, 0])
        var sums = AnswerSums(terms: index.frequencies.count)
        var lists: [[BuiltIndex.Posting]] = Array(repeating: [], count: index.frequencies.count)
        var pairs: [PairKey: [Int]] = [:]
        for (unit, answer) in answers.enumerated() {
            let factors = w / (SIMD8<Double>(repeating: 1) - b + b * lengths[unit] / means)
            var reader = PackedReader(analyses[answer.article].bytes.dropFirst(answer.place))
            let numbers = numbers[answer.article]
            sums.begin()
            let terms = termOfForm
            try Self.entries(&reader, count: numbers.count) { entry in
                let term = Int(terms[Int(numbers[entry.form])])
                sums.add(
                    term, (entry.counts * factors).sum(), section: entry.section, count: entry.sectionCount)
            }
            for sum in sums.sums {
                let share = sum.weight / (weights.saturation + sum.weight)
                let impact = max(1, (share * weights.levels).rounded())
                lists[sum.term].append(
                    BuiltIndex.Posting(
                        unit: Int32(truncatingIfNeeded: unit), impact: UInt8(impact),
                        section: UInt8(truncatingIfNeeded: sum.section)))
            }
            for _ in 0..<(try reader.count()) {
                let (first, second) = (try reader.number(), try reader.number())
                guard first < numbers.count, second < numbers.count else { throw PackedReader.Unreadable() }
                let key = PairKey(first: terms[Int(numbers[first])], second: terms[Int(numbers[second])])
                if pairs[key]?.last != unit { pairs[key, default: []].append(unit) }
            }
        }
        index.starts = [0]
        index.postings.reserveCapacity(lists.reduce(0) { $0 + $1.count })
        for term in lists.indices {
            index.frequencies[term] = lists[term].count
            index.postings += lists[term]
            index.starts.append(index.postings.count)
            // They are millions: each is let go as soon as it is copied.
            lists[term] = []
        }
        for (key, units) in pairs {
            index.pairs[Int(key.first), default: []].append(
                BuiltIndex.Pair(second: Int(key.second), units: units))
        }
        for term in index.pairs.keys { index.pairs[term]?.sort { $0.second < $1.second } }
        dropUnsaidPhrases()
    }

    /// A phrase means something here only where titles or headings say it; its words alone may not.
    private mutating func dropUnsaidPhrases() {
        func isSaid(_ phrase: [Int]) -> Bool {
            zip(phrase, phrase.dropFirst()).allSatisfy { first, second in
                index.pairs[first]?.contains { $0.second == second } == true
            }
        }
        for place in index.synonyms.indices {
            let isEqual = index.synonyms[place].words == index.synonyms[place].meaning
            let said = index.synonyms[place].meaning.filter(isSaid)
            if said.count < index.synonyms[place].meaning.count || !isEqual {
                index.synonyms[place].meaning = said
            }
        }
        index.synonyms.removeAll { $0.meaning.isEmpty }
    }
}

/// Two terms in a row.
private struct PairKey: Hashable {
    let first: Int32
    let second: Int32
}
