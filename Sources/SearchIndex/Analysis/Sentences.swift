// Where the sentences of a text end.

/// Cuts text into sentences.
enum Sentences {
    /// The places of the sentences, each with the space behind it; together they are the text.
    ///
    /// A sentence ends with the space behind `.`, `!`, `?` or `؟`, and behind `。`, `！` or `？`.
    static func of(_ text: [UInt8]) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = 0
        for place in text.indices where isEnd(text, place) {
            sentences.append(start..<place + 1)
            start = place + 1
        }
        if start < text.count { sentences.append(start..<text.count) }
        return sentences
    }

    /// Whether a sentence ends with a byte.
    static func isEnd(_ text: [UInt8], _ place: Int) -> Bool {
        switch text[place] {
        case 0x20: place > 0 && endsBeforeSpace(text, place)
        case 0x82: ends(text, place + 1, [0xE3, 0x80, 0x82])
        case 0x81: ends(text, place + 1, [0xEF, 0xBC, 0x81])
        case 0x9F: ends(text, place + 1, [0xEF, 0xBC, 0x9F])
        default: false
        }
    }

    /// Whether a text ends where a sentence does, or says already that it goes on.
    static func isWhole(_ text: some Collection<UInt8>) -> Bool {
        let last = String(decoding: text.suffix(4), as: UTF8.self).unicodeScalars.last
        return last.map { ".!?؟。！？…".unicodeScalars.contains($0) } ?? true
    }

    private static func endsBeforeSpace(_ text: [UInt8], _ space: Int) -> Bool {
        switch text[space - 1] {
        case 0x2E, 0x21, 0x3F: true
        case 0x9F: ends(text, space, [0xD8, 0x9F])
        default: false
        }
    }

    private static func ends(_ text: [UInt8], _ end: Int, _ sign: [UInt8]) -> Bool {
        end >= sign.count && text[(end - sign.count)..<end].elementsEqual(sign)
    }
}
