// Which words of a text were asked for, on pages that are made without the reader's browser.

internal import Foundation
internal import Markdown

/// Marks words that were asked for, and others with another ending.
///
/// It knows words alone and no stems, so it marks a little less than the search in the page does.
struct WordMarks {
    /// Another form of a word shares so many letters with it, and has at most so many others.
    private static let leastShared = 5
    private static let mostOthers = 3

    private let words: Set<[String]>

    init(_ words: [FoundAnswers.Word]) {
        self.words = Set(words.flatMap { [$0.typed] + $0.taken }.map(Self.folded).filter { !$0.isEmpty })
    }

    /// A text as markup, with the words that were asked for marked.
    func marked(_ text: String) -> HTML {
        let letters = Array(text)
        var pieces: [HTML] = []
        var end = 0
        for range in ranges(in: letters) {
            pieces.append("\(String(letters[end..<range.lowerBound]))<mark>\(String(letters[range]))</mark>")
            end = range.upperBound
        }
        return "\(pieces)\(String(letters[end...]))"
    }

    /// A query with its misspelt words replaced by those that were looked for; `nil` when it has none.
    static func corrected(_ query: String, _ words: [FoundAnswers.Word]) -> String? {
        var letters = Array(query)
        var isCorrected = false
        for word in words where word.isMisspelt {
            let typed = folded(word.typed)
            guard let taken = word.taken.first,
                let range = runs(in: letters).first(where: { folded(letters[$0]) == typed })
            else { continue }
            letters.replaceSubrange(range, with: Array(taken))
            isCorrected = true
        }
        return isCorrected ? String(letters) : nil
    }

    private func ranges(in letters: [Character]) -> [Range<Int>] {
        let folded = letters.map { Self.folded($0) }
        var found: [Range<Int>] = []
        for run in Self.runs(in: letters) {
            let isUnspaced = letters[run].contains(where: Self.isUnspaced)
            let parts = isUnspaced ? places(in: folded, run) : isAsked(Array(folded[run])) ? [run] : []
            for part in parts {
                // Pairs of letters overlap.
                if let last = found.last, part.lowerBound <= last.upperBound {
                    found[found.count - 1] = last.lowerBound..<max(last.upperBound, part.upperBound)
                } else {
                    found.append(part)
                }
            }
        }
        return found
    }

    private func isAsked(_ word: [String]) -> Bool {
        if words.contains(word) { return true }
        return words.contains { asked in
            guard !(asked + word).contains(where: { $0.allSatisfy(\.isNumber) }) else { return false }
            let shared = zip(asked, word).prefix { $0 == $1 }.count
            let others = max(asked.count, word.count) - shared
            if shared >= Self.leastShared, others <= Self.mostOthers { return true }
            // `lamp` and `lamps`
            return shared >= 3 && others == 1 && (asked.count > word.count ? asked : word).last == "s"
                && asked.count != word.count
        }
    }

    /// Where words stand in a run of a script without spaces, in their order.
    private func places(in folded: [String], _ run: Range<Int>) -> [Range<Int>] {
        run.compactMap { start in
            let fitting = words.map(\.count).filter { count in
                start + count <= run.upperBound && words.contains(Array(folded[start..<start + count]))
            }
            return fitting.max().map { start..<start + $0 }
        }
    }

    /// The runs of letters and digits.
    private static func runs(in letters: [Character]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for (place, letter) in letters.enumerated() where letter.isLetter || letter.isNumber {
            if let last = found.last, last.upperBound == place {
                found[found.count - 1] = last.lowerBound..<place + 1
            } else {
                found.append(place..<place + 1)
            }
        }
        return found
    }

    private static func folded(_ text: some Sequence<Character>) -> [String] { text.map { folded($0) } }

    /// A letter without case and without what stands above and below it.
    private static func folded(_ letter: Character) -> String {
        let scalars = String(letter).decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
        return String(String.UnicodeScalarView(scalars.filter { !isAccent($0) }))
    }

    /// Accents of Latin, Greek and Cyrillic, and the vowel signs of Arabic; those of other scripts matter.
    private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
        (0x0300...0x036F).contains(scalar.value) || (0x064B...0x065F).contains(scalar.value)
            || scalar.value == 0x0670
    }

    /// Whether a script writes words without spaces between them: Thai to Khmer, and what begins with
    /// the radicals of Chinese.
    private static func isUnspaced(_ letter: Character) -> Bool {
        letter.unicodeScalars.contains { scalar in
            (0x0E00...0x0EFF).contains(scalar.value) || (0x1000...0x109F).contains(scalar.value)
                || (0x1780...0x17FF).contains(scalar.value) || (0x2E80...0xD7FF).contains(scalar.value)
                || (0xF900...0xFAFF).contains(scalar.value) || scalar.value >= 0x20000
        }
    }
}
