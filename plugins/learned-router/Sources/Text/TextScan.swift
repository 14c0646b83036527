// One pass over a text: lower case, its words, and its runs between blanks.

/// A text in small letters, cut into words and into runs between blanks.
struct TextScan {
    /// The text's scalars in lower case; every run is surrounded by blanks.
    private(set) var scalars: [UInt32] = []
    /// The runs between blanks, each with the blank before and behind it.
    private(set) var tokens: [Range<Int>] = []
    /// A hash of each word: a run of letters, digits, marks and `_`. Scripts that are written without
    /// blanks give a word a character, and so does a pictogram.
    private(set) var words: [UInt64] = []

    private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let blank: UInt32 = 32
    private var word = basis
    private var isInWord = false
    private var tokenStart: Int?

    /// Reads at most `limit` characters of a text.
    init(_ text: String, limit: Int) {
        scalars.reserveCapacity(min(text.utf8.count, limit) + 8)
        for scalar in text.unicodeScalars.prefix(limit) {
            if scalar.isASCII {
                let value = scalar.value
                add(value >= 65 && value <= 90 ? value + 32 : value, Self.asciiKinds[Int(value)])
            } else {
                let properties = scalar.properties
                let kind = Self.kind(of: scalar)
                if properties.changesWhenLowercased {
                    for lower in properties.lowercaseMapping.unicodeScalars { add(lower.value, kind) }
                } else {
                    add(scalar.value, kind)
                }
            }
        }
        endToken()
    }

    private enum Kind { case blank, sign, letter, wholeWord }

    private mutating func add(_ value: UInt32, _ kind: Kind) {
        if kind == .blank { return endToken() }
        if tokenStart == nil {
            tokenStart = scalars.count
            scalars.append(Self.blank)
        }
        scalars.append(value)
        switch kind {
        case .letter:
            word = (word ^ UInt64(value)) &* 0x0000_0100_0000_01B3
            isInWord = true
        case .wholeWord:
            endWord()
            words.append((Self.basis ^ UInt64(value)) &* 0x0000_0100_0000_01B3)
        case .sign, .blank:
            endWord()
        }
    }

    private mutating func endWord() {
        guard isInWord else { return }
        words.append(word)
        word = Self.basis
        isInWord = false
    }

    private mutating func endToken() {
        endWord()
        guard let start = tokenStart else { return }
        scalars.append(Self.blank)
        tokens.append(start..<scalars.count)
        tokenStart = nil
    }

    private static let asciiKinds: [Kind] = (0..<128).map { value in
        switch UInt8(value) {
        case 9...13, 28...32: .blank
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): .letter
        default: .sign
        }
    }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        // Thai, Lao, Myanmar, Khmer, kana, ideographs: nothing parts the words.
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            return .wholeWord
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
            return .letter
        case .otherSymbol: return .wholeWord
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: return .blank
        default: return .sign
        }
    }
}
