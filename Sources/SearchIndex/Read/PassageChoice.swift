// The part of a section's stored text that answers a query. Theme/assets/search-marks.js does the same
// step by step; change both or neither.

/// Chooses the part of a text that holds the most of what was asked.
struct PassageChoice {
    /// What a passage may be long, in units of UTF-16; a single piece may be longer.
    private static let mostUnits = 120
    /// A piece ends with a sentence, or at the first space behind so many units.
    private static let longPiece = 60

    /// For each term, the places of the groups that it stands for.
    private var groups: [Int: [Int]] = [:]
    private let weights: [Int]
    private let common: VocabularyBlock
    private let head: IndexHead
    /// The files of the vocabulary in which words of the query were looked for.
    private var blocks: [Int: VocabularyBlock] = [:]

    /// What a plan looks for: all words, or without function words where it has others.
    init(_ plan: QueryPlan, _ shelf: inout IndexShelf) throws {
        let heavy = plan.groups.filter { !$0.isFunctionWord }
        let asked = heavy.isEmpty ? plan.groups : heavy
        weights = asked.map(\.weight)
        head = shelf.head
        common = shelf.head.vocabulary
        for (place, group) in asked.enumerated() {
            for alternative in group.alternatives {
                groups[alternative.term.number, default: []].append(place)
            }
            for form in [group.form] + group.alternatives.map(\.form) where common.find(form) == nil {
                guard let number = head.vocabularyFile(of: form) else { continue }
                blocks[number] = try shelf.rareVocabulary(of: form)
            }
        }
    }

    private struct Piece {
        /// In bytes.
        let range: Range<Int>
        /// In units of UTF-16.
        let units: Int
        var groups: Set<Int> = []
    }

    /// The part of a text that holds words of the query of the most weight; of equal parts the first.
    func part(of text: String) -> String {
        let text = Array(text.utf8)
        var pieces = Self.pieces(of: text)
        guard pieces.reduce(0, { $0 + $1.units }) > Self.mostUnits else {
            return String(decoding: text, as: UTF8.self)
        }
        var scanner = WordScanner()
        for place in pieces.indices {
            text[pieces[place].range].withUnsafeBufferPointer { bytes in
                scanner.scan(bytes) { word, _ in
                    for group in groups(of: word) { pieces[place].groups.insert(group) }
                }
            }
        }
        var best = (worth: -1, range: 0..<0)
        for first in pieces.indices {
            var end = first
            var units = 0
            var places: Set<Int> = []
            while end < pieces.count, end == first || units + pieces[end].units <= Self.mostUnits {
                units += pieces[end].units
                places.formUnion(pieces[end].groups)
                end += 1
            }
            let worth = places.reduce(0) { $0 + weights[$1] }
            if worth > best.worth {
                best = (worth, pieces[first].range.lowerBound..<pieces[end - 1].range.upperBound)
            }
        }
        var part = text[best.range]
        if part.last == 0x20 { part.removeLast() }
        let end = best.range.upperBound == text.count || Sentences.isWhole(part) ? "" : " …"
        let shown = String(decoding: part, as: UTF8.self) + end
        // What is stored has such a sign where sentences were left out.
        return best.range.lowerBound > 0 && !shown.hasPrefix("…") ? "… " + shown : shown
    }

    private static func pieces(of text: [UInt8]) -> [Piece] {
        var pieces: [Piece] = []
        var start = 0
        var units = 0
        for (place, byte) in text.enumerated() {
            let isLong = byte == 0x20 && units >= longPiece
            if byte & 0xC0 != 0x80 { units += byte >= 0xF0 ? 2 : 1 }
            guard isLong || Sentences.isEnd(text, place) else { continue }
            pieces.append(Piece(range: start..<place + 1, units: units))
            start = place + 1
            units = 0
        }
        if start < text.count { pieces.append(Piece(range: start..<text.count, units: units)) }
        return pieces
    }

    /// The places of the groups that a word belongs to, if it is common, or stands where words of the
    /// query would.
    private func groups(of word: UnsafeBufferPointer<UInt8>) -> [Int] {
        if let place = common.find(word) { return groups[common.term(ofForm: place).number] ?? [] }
        if blocks.isEmpty { return [] }
        guard let number = head.vocabularyFile(of: Array(word)[...]), let block = blocks[number],
            let place = block.find(word)
        else { return [] }
        return groups[block.term(ofForm: place).number] ?? []
    }
}
