// From the words of a query to the terms of the index.

/// Finds out what each word of a query stands for. Theme/assets/search-plan.js does the same step
/// by step; change both or neither.
struct QueryPlan {
    /// How many words one half-typed or misspelt word may stand for.
    private static let mostAlternatives = 4
    private static let mostSynonyms = 3
    /// In longer queries neighbours are joined only to words that are loaded anyway.
    private static let shortQuery = 3
    /// A function word in more answers than this says nothing beside other words.
    private static let frequentFunctionWord = 1000
    private static let leastPrefixBytes = 2
    private static let leastSuffixLetters = 5
    private static let leastHalfBytes = 3

    private(set) var groups: [QueryGroup] = []
    /// Words that nothing stands for.
    private(set) var unknown: [ArraySlice<UInt8>] = []
    private let weights: RankingWeights
    private let unitCount: Int

    init(_ query: QueryWords, _ shelf: inout IndexShelf) throws {
        weights = shelf.head.weights
        unitCount = shelf.head.unitCount
        var seen: Set<ArraySlice<UInt8>> = []
        for (place, word) in query.words.enumerated() {
            if word.isBeside, !seen.insert(word.form).inserted { continue }
            let isLast = place == query.words.count - 1 && query.isOpen
            var group = QueryGroup(form: word.form, isBeside: word.isBeside)
            group.isRepeated = !word.isBeside && !seen.insert(word.form).inserted
            if let term = try find(word.form, &shelf) {
                group.source = term
                if term.frequency > 0 { group.alternatives.append(exact(term, word.form)) }
            }
            if isLast { try addLonger(&group, &shelf) }
            groups.append(group)
        }
        let synonyms = SynonymFinder(shelf.head)
        for place in groups.indices where !groups[place].isBeside {
            if groups[place].alternatives.isEmpty {
                if let source = groups[place].source, synonyms.begins(with: source.number) { continue }
                try addUnseen(&groups[place], &shelf)
            } else if groups[place].source == nil {
                addMisspelt(&groups[place], &shelf)
            }
            if groups[place].source == nil { addEndings(&groups[place], shelf.head.vocabulary) }
        }
        addSynonyms(synonyms)
        try addJoined(query, &seen, &shelf)
        unknown = groups.filter { $0.alternatives.isEmpty && !$0.isBeside }.map(\.form)
        groups.removeAll { $0.alternatives.isEmpty || $0.isRepeated }
        weighFunctionWords()
    }

    /// Neighbours that the site writes as one word: `log in` is `login`.
    private mutating func addJoined(
        _ query: QueryWords, _ seen: inout Set<ArraySlice<UInt8>>, _ shelf: inout IndexShelf
    ) throws {
        let words = query.words.filter { !$0.isBeside }
        for (first, second) in zip(words, words.dropFirst()) {
            let joined = first.form + second.form
            guard joined.count <= 32, seen.insert(joined).inserted,
                let term = try find(joined, &shelf, isShort: words.count <= Self.shortQuery),
                !term.isFunctionWord, term.frequency > 0
            else { continue }
            var group = QueryGroup(form: joined, isBeside: true)
            // The joined word says no more than its halves, which may be found beside it.
            let halves = groups.filter { $0.form == first.form || $0.form == second.form }
            let most = halves.compactMap { $0.source.map(rarity) }.max() ?? .max
            group.alternatives = [alternative(term, joined, weights.compound, .joined, most: most)]
            groups.append(group)
        }
    }

    /// What the words and phrases of the query may also mean.
    private mutating func addSynonyms(_ finder: SynonymFinder) {
        let places = groups.indices.filter { !groups[$0].isBeside }
        let sources = places.map { groups[$0].source?.number }
        for start in places.indices {
            var room = Self.mostSynonyms
            for found in finder.meanings(sources, at: start) {
                let most = found.length == 1 ? groups[places[start]].source.map(rarity) ?? .max : .max
                var group = QueryGroup(
                    form: groups[places[start]].form, isBeside: true)
                for term in found.terms where room > 0 {
                    let known = (groups[places[start]].alternatives + group.alternatives).contains {
                        $0.term.number == term.number
                    }
                    if found.length == 1, known { continue }
                    room -= 1
                    group.alternatives.append(
                        alternative(
                            term, finder.form(of: term) ?? [], weights.synonym, .synonym, most: most))
                }
                if found.length == 1 {
                    groups[places[start]].alternatives += group.alternatives
                } else {
                    groups.append(group)
                }
            }
        }
    }

    /// Function words weigh little beside others, and all that they are worth when they are alone.
    private mutating func weighFunctionWords() {
        guard groups.contains(where: { !$0.isFunctionWord && !$0.isBeside }) else { return }
        groups.removeAll {
            $0.isFunctionWord && $0.alternatives[0].term.frequency > Self.frequentFunctionWord
        }
        for place in groups.indices where groups[place].isFunctionWord {
            groups[place].alternatives = groups[place].alternatives.map {
                QueryGroup.Alternative(
                    term: $0.term, weight: max(1, $0.weight * weights.functionWord / 64), reason: $0.reason,
                    form: $0.form)
            }
        }
    }

    private func find(
        _ word: ArraySlice<UInt8>, _ shelf: inout IndexShelf, isShort: Bool = true
    ) throws -> Term? {
        let common = shelf.head.vocabulary
        if let place = common.find(word) { return common.term(ofForm: place) }
        guard isShort, let rare = try shelf.rareVocabulary(of: word), let place = rare.find(word) else {
            return nil
        }
        return rare.term(ofForm: place)
    }

    /// The weight of all words of the query, those that the site does not know included.
    var weight: Int {
        groups.reduce(0) { $0 + ($1.isBeside ? 0 : $1.weight) }
            + unknown.count * Logarithm.rarity(frequency: 1, count: unitCount)
    }

    /// What a term in so many answers weighs.
    func rarity(frequency: Int) -> Int { Logarithm.rarity(frequency: frequency, count: unitCount) }

    private func rarity(_ term: Term) -> Int { rarity(frequency: term.frequency) }

    private func exact(_ term: Term, _ form: ArraySlice<UInt8>) -> QueryGroup.Alternative {
        alternative(term, form, 64, .exact)
    }

    private func alternative(
        _ term: Term, _ form: ArraySlice<UInt8>, _ quality: Int, _ reason: QueryGroup.Reason, most: Int = .max
    ) -> QueryGroup.Alternative {
        let weight = max(1, min(rarity(term), most) * quality / 64)
        return QueryGroup.Alternative(term: term, weight: weight, reason: reason, form: form)
    }

    /// The blocks of the vocabulary in which words like a word may stand.
    private func blocks(_ word: ArraySlice<UInt8>, _ shelf: inout IndexShelf) throws -> [VocabularyBlock] {
        [shelf.head.vocabulary] + (try shelf.rareVocabulary(of: word).map { [$0] } ?? [])
    }

    /// Words that begin with the last, perhaps half-typed word: those in the most answers.
    private func addLonger(_ group: inout QueryGroup, _ shelf: inout IndexShelf) throws {
        guard group.form.count >= Self.leastPrefixBytes else { return }
        var known = Set(group.alternatives.map(\.term.number))
        let most = group.alternatives.first.map { rarity($0.term) } ?? .max
        var found: [(term: Term, form: ArraySlice<UInt8>)] = []
        for block in try blocks(group.form, &shelf) {
            for place in block.range(startingWith: group.form) {
                let term = block.term(ofForm: place)
                if term.frequency > 0, known.insert(term.number).inserted {
                    found.append((term, block.form(place)))
                }
            }
        }
        found.sort { ($1.term.frequency, $0.term.number) < ($0.term.frequency, $1.term.number) }
        for (term, form) in found.prefix(group.alternatives.isEmpty ? Self.mostAlternatives : 1) {
            group.alternatives.append(alternative(term, form, weights.prefix, .prefix, most: most))
        }
    }

    /// What a word that the site never uses may stand for.
    private func addUnseen(_ group: inout QueryGroup, _ shelf: inout IndexShelf) throws {
        try addParts(&group, &shelf)
        if !group.alternatives.isEmpty { return }
        group.source = nil
        let near = try sameBeginning(group.form, &shelf)
        if let near, near.isOneEdit { return add(near, to: &group) }
        // A word at one edit is meant rather than one that only begins alike.
        try addNeighbours(&group, &shelf, limit: near == nil ? 2 : 1)
        if group.source == nil, let near { add(near, to: &group) }
        if group.alternatives.isEmpty, group.source == nil { addHalves(&group, shelf.head.vocabulary) }
    }

    /// Two words written as one: `powersupply` is `power` and `supply`. Of the places where both
    /// halves are common words, the first counts; the rarer half stands for the whole.
    private func addHalves(_ group: inout QueryGroup, _ vocabulary: VocabularyBlock) {
        let form = group.form
        guard form.count >= 2 * Self.leastHalfBytes else { return }
        let last = form.endIndex - Self.leastHalfBytes
        for place in form.startIndex + Self.leastHalfBytes...last where form[place] & 0xC0 != 0x80 {
            guard let first = vocabulary.find(form[..<place]), let second = vocabulary.find(form[place...])
            else { continue }
            let halves = [vocabulary.term(ofForm: first), vocabulary.term(ofForm: second)]
            guard halves.allSatisfy({ $0.frequency > 0 && !$0.isFunctionWord }) else { continue }
            let rarer = halves[1].frequency < halves[0].frequency ? halves[1] : halves[0]
            group.source = rarer
            group.alternatives.append(alternative(rarer, form, weights.compound, .split))
            return
        }
    }

    /// Digits and letters apart: `5ghz` is `5` and `ghz`. The rarer half stands for the whole.
    private func addParts(_ group: inout QueryGroup, _ shelf: inout IndexShelf) throws {
        let form = group.form
        for place in form.indices.dropFirst() where form[place].isDigit != form[place - 1].isDigit {
            guard form[place - 1] < 0x80, form[place] < 0x80,
                let first = try find(form[..<place], &shelf), let second = try find(form[place...], &shelf)
            else { continue }
            let rarer = first.frequency < second.frequency ? first : second
            group.alternatives.append(alternative(rarer, form, weights.compound, .split))
            group.source = rarer
            return
        }
    }

    /// A word with the beginning of another.
    private struct SameBeginning {
        let common: Int
        let term: Term
        let form: ArraySlice<UInt8>
        let isOneEdit: Bool
    }

    /// Another form of the same word: the neighbour in the vocabulary that shares all but the last
    /// three letters of either.
    private func sameBeginning(
        _ word: ArraySlice<UInt8>, _ shelf: inout IndexShelf
    ) throws -> SameBeginning? {
        var best: SameBeginning?
        for block in try blocks(word, &shelf) {
            let place = block.lowerBound(word)
            for near in [place - 1, place] where near >= 0 && near < block.count {
                let form = block.form(near)
                let common = zip(form, word).prefix { $0 == $1 }.count
                guard common >= Self.leastSuffixLetters, word.count - common <= 3,
                    form.count - common <= 3,
                    !word.contains(where: \.isDigit), common > best?.common ?? 0
                else { continue }
                let edits = Spelling.distance(Spelling.scalars(form), Spelling.scalars(word), limit: 1)
                best = SameBeginning(
                    common: common, term: block.term(ofForm: near), form: form, isOneEdit: edits != nil)
            }
        }
        return best
    }

    private func add(_ near: SameBeginning, to group: inout QueryGroup) {
        group.source = near.term
        guard near.term.frequency > 0 else { return }
        group.alternatives.append(alternative(near.term, near.form, weights.suffix, .suffix))
    }

    /// A last word that no page has may be half typed, or it may be wrong: common words at one edit
    /// stand beside those that it begins.
    private func addMisspelt(_ group: inout QueryGroup, _ shelf: inout IndexShelf) {
        guard Spelling.correctable(group.form) != nil else { return }
        let word = Spelling.scalars(group.form)
        let found = shelf.commonCandidates.filter { Spelling.distance(word, $0.scalars, limit: 1) != nil }
            .sorted { Self.isNearer($0, $1, word) }
        let most = group.alternatives.first.map { rarity($0.term) } ?? .max
        var known = Set(group.alternatives.map(\.term.number))
        for candidate in found {
            guard let place = shelf.head.vocabulary.find(candidate.form) else { continue }
            let term = shelf.head.vocabulary.term(ofForm: place)
            guard term.frequency > 0, known.insert(term.number).inserted else { continue }
            group.alternatives.append(
                alternative(term, candidate.form, weights.prefix, .spelling, most: most))
            return
        }
    }

    /// A lone sign of a script without spaces stands in the vocabulary only as half of a pair: beside
    /// the pairs that it begins, those that it ends.
    private func addEndings(_ group: inout QueryGroup, _ vocabulary: VocabularyBlock) {
        let scalars = Spelling.scalars(group.form)
        guard scalars.count == 1, Scalars.shared.classOf(scalars[0]) == Scalars.Class.run else { return }
        var found: [(term: Term, form: ArraySlice<UInt8>)] = []
        for place in 0..<vocabulary.count {
            let form = vocabulary.form(place)
            guard form.count > group.form.count, form.suffix(group.form.count).elementsEqual(group.form)
            else { continue }
            found.append((vocabulary.term(ofForm: place), form))
        }
        found.sort { ($1.term.frequency, $0.term.number) < ($0.term.frequency, $1.term.number) }
        let most = group.alternatives.first.map { rarity($0.term) } ?? .max
        var known = Set(group.alternatives.map(\.term.number))
        var room = Self.mostAlternatives
        for (term, form) in found where room > 0 && term.frequency > 0 {
            guard known.insert(term.number).inserted else { continue }
            group.alternatives.append(alternative(term, form, weights.prefix, .prefix, most: most))
            room -= 1
        }
    }

    /// Of words at as many edits: the same first letter, then in the most answers.
    private static func isNearer(_ a: SpellingCandidate, _ b: SpellingCandidate, _ word: [UInt32]) -> Bool {
        let (isSame, isOther) = (a.scalars.first == word.first, b.scalars.first == word.first)
        if isSame != isOther { return isSame }
        if a.magnitude != b.magnitude { return a.magnitude > b.magnitude }
        return a.form.lexicographicallyPrecedes(b.form)
    }

    /// The nearest words: fewest edits, then the same first letter, then in the most answers.
    private func addNeighbours(_ group: inout QueryGroup, _ shelf: inout IndexShelf, limit most: Int) throws {
        guard let letter = Spelling.correctable(group.form) else { return }
        let word = Spelling.scalars(group.form)
        let limit = word.count >= Spelling.leastForTwoEdits ? most : 1
        var found: [(candidate: SpellingCandidate, distance: Int)] = []
        for candidate in try candidates(word, letter.first, limit, &shelf) {
            guard let distance = Spelling.distance(word, candidate.scalars, limit: limit) else { continue }
            found.append((candidate, distance))
        }
        guard let least = found.map(\.distance).min() else { return }
        found = found.filter { $0.distance == least }
        found.sort { Self.isNearer($0.candidate, $1.candidate, word) }
        var known: Set<Int> = []
        for (candidate, distance) in found.prefix(Self.mostAlternatives) {
            guard let term = try find(candidate.form, &shelf), known.insert(term.number).inserted else {
                continue
            }
            // A rarer neighbour says no more than the first: that it is rare makes it no likelier.
            let most = group.source.map(rarity) ?? .max
            if group.source == nil { group.source = term }
            if term.frequency == 0 { continue }
            let quality = distance == 1 ? weights.oneEdit : weights.twoEdits
            group.alternatives.append(
                alternative(term, candidate.form, quality, .spelling, most: most))
        }
    }

    private func candidates(
        _ word: [UInt32], _ letter: UInt32, _ limit: Int, _ shelf: inout IndexShelf
    ) throws -> [SpellingCandidate] {
        let lengths = max(1, word.count - limit)...(word.count + limit)
        var found = shelf.commonCandidates.filter { lengths.contains($0.scalars.count) }
        guard !shelf.head.spellingFiles.isEmpty else { return found }
        found += try shelf.candidates(letter: Int(letter), lengths: lengths)
        if word.count > 1, word[1] != letter {
            found += try shelf.candidates(letter: Int(word[1]), lengths: lengths)
        }
        return found
    }
}
