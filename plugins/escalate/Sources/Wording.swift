// From a customer's words to whether they are angry, or whether it cannot wait.

/// Finds phrases in texts, whatever their case, umlauts and Arabic vowel signs.
struct Wording {
    /// A phrase that was found.
    struct Finding: Equatable {
        let cause: Cause
        /// As the list writes it.
        let phrase: String
    }

    /// So much of a text is read, in characters: who is angry says so before.
    private static let longestText = 8_000

    /// By their first word: the phrase, its words, what it means.
    private let phrases: [String: [(cause: Cause, phrase: String, words: [String])]]

    init(_ own: EscalateSettings.Words) {
        let neither = Set(own.neither.map(Self.words))
        var phrases: [String: [(cause: Cause, phrase: String, words: [String])]] = [:]
        for (cause, list) in [
            (Cause.angry, WordLists.angry + own.angry), (.urgent, WordLists.urgent + own.urgent),
        ] {
            for phrase in list {
                let words = Self.words(phrase)
                guard let first = words.first, !neither.contains(words) else { continue }
                phrases[first, default: []].append((cause, phrase, words))
            }
        }
        self.phrases = phrases
    }

    /// The first phrase of each meaning, the angry one first. Lines that quote somebody are passed over.
    func findings(in texts: [String]) -> [Finding] {
        let all = texts.flatMap(findings)
        return [Cause.angry, .urgent].compactMap { cause in all.first { $0.cause == cause } }
    }

    private func findings(in text: String) -> [Finding] {
        let lines = text.prefix(Self.longestText).split(separator: "\n").filter {
            $0.first { !$0.isWhitespace } != ">"
        }
        let words = Self.words(lines.joined(separator: "\n"))
        var found: [Finding] = []
        for place in words.indices {
            for candidate in phrases[words[place]] ?? [] {
                guard words[place...].starts(with: candidate.words) else { continue }
                let before = words[max(0, place - 2)..<place]
                guard !before.contains(where: WordLists.negations.contains) else { continue }
                found.append(Finding(cause: candidate.cause, phrase: candidate.phrase))
            }
        }
        return found
    }

    /// A text's words, folded: what people type differently and mean the same is the same.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        for scalar in text.lowercased().unicodeScalars {
            switch scalar {
            // An apostrophe, an Arabic tatweel and vowel signs are left out.
            case "'", "’", "\u{640}", "\u{64B}"..."\u{652}", "\u{670}": continue
            // Marks that stand alone: ä as a and ¨.
            case "\u{308}": word += "e"
            case "ä": word += "ae"
            case "ö": word += "oe"
            case "ü": word += "ue"
            case "ß": word += "ss"
            case "أ", "إ", "آ": word += "ا"
            case "ى": word += "ي"
            case "ة": word += "ه"
            default:
                if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                    word.unicodeScalars.append(scalar)
                } else if !word.isEmpty {
                    words.append(word)
                    word = ""
                }
            }
        }
        return word.isEmpty ? words : words + [word]
    }
}
