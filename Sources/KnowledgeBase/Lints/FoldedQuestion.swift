// A question without what does not change its meaning: case, punctuation, small words.

/// A question, for comparing it with others of the same language.
struct FoldedQuestion: Hashable {
    private let language: String
    private let words: String

    /// Words that make no other question of one. Those that do, such as `off` and `not`, stay.
    private static let smallWords: [Substring: Set<String>] = [
        "de": [
            "das", "dem", "den", "der", "des", "die", "ein", "eine", "einem", "einen", "einer", "ich", "kann",
            "man", "mein", "meine", "meinem", "meinen", "meiner", "wie", "wir", "zu",
        ],
        "en": [
            "a", "an", "are", "can", "did", "do", "does", "how", "i", "is", "my", "of", "our", "please",
            "the",
            "to", "we", "you", "your",
        ],
    ]

    /// Folds a question. One of small words alone keeps them.
    init(_ text: String, language: String) {
        self.language = language
        let small = Self.smallWords[language.prefix { $0 != "-" }] ?? []
        var folded = ""
        folded.reserveCapacity(text.utf8.count)
        for word in Self.words(of: text) where !small.contains(word) {
            if !folded.isEmpty { folded += " " }
            folded += word
        }
        words = folded.isEmpty ? text.lowercased() : folded
    }

    /// What is a letter here beside letters: C, C++ and C# are three things, and so are `==`, `!=`.
    private static let signs = Set("#$%&*+/<=>@^_|~".utf8)

    /// The words in lower case.
    private static func words(of text: String) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        func finish() {
            if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
            word.removeAll(keepingCapacity: true)
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                word.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
            case 0x80...: return otherWords(of: text)
            case _ where signs.contains(byte): word.append(byte)
            default: finish()
            }
        }
        finish()
        return words
    }

    /// The same for text beyond ASCII.
    private static func otherWords(of text: String) -> [String] {
        text.lowercased().split { character in
            !(character.isLetter || character.isNumber || signs.contains(character.utf8.first ?? 0))
        }.map(String.init)
    }
}
