// The bytes that Markdown is made of, by name, and the classes they fall into.

internal import Glibc

/// Bytes of ASCII that syntax is made of.
enum ASCII {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let exclamation: UInt8 = 0x21
    static let quote: UInt8 = 0x22
    static let hash: UInt8 = 0x23
    static let ampersand: UInt8 = 0x26
    static let apostrophe: UInt8 = 0x27
    static let openParenthesis: UInt8 = 0x28
    static let closeParenthesis: UInt8 = 0x29
    static let asterisk: UInt8 = 0x2A
    static let plus: UInt8 = 0x2B
    static let hyphen: UInt8 = 0x2D
    static let period: UInt8 = 0x2E
    static let slash: UInt8 = 0x2F
    static let zero: UInt8 = 0x30
    static let colon: UInt8 = 0x3A
    static let semicolon: UInt8 = 0x3B
    static let less: UInt8 = 0x3C
    static let equals: UInt8 = 0x3D
    static let greater: UInt8 = 0x3E
    static let question: UInt8 = 0x3F
    static let at: UInt8 = 0x40
    static let openBracket: UInt8 = 0x5B
    static let backslash: UInt8 = 0x5C
    static let closeBracket: UInt8 = 0x5D
    static let caret: UInt8 = 0x5E
    static let underscore: UInt8 = 0x5F
    static let backtick: UInt8 = 0x60
    static let openBrace: UInt8 = 0x7B
    static let bar: UInt8 = 0x7C
    static let closeBrace: UInt8 = 0x7D
    static let tilde: UInt8 = 0x7E
}

extension UInt8 {
    /// Space or tab.
    @inline(__always) var isBlank: Bool { self == ASCII.space || self == ASCII.tab }

    /// What C's `isspace` says in the C locale.
    @inline(__always) var isSpace: Bool { self == ASCII.space || (self >= 0x09 && self <= 0x0D) }

    @inline(__always) var isDigit: Bool { self &- ASCII.zero < 10 }

    @inline(__always) var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

    @inline(__always) var isAlphanumeric: Bool { isLetter || isDigit }

    /// CommonMark's ASCII punctuation.
    var isPunctuation: Bool { self > 0x20 && self < 0x7F && !isAlphanumeric }

    /// The lower-case letter, or the byte itself.
    @inline(__always) var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}

extension Unicode.Scalar {
    /// CommonMark's Unicode whitespace (0.30, section 2.1).
    var isMarkdownSpace: Bool {
        if value < 0x80 { return UInt8(truncatingIfNeeded: value).isSpace }
        return properties.generalCategory == .spaceSeparator
    }

    /// CommonMark's Unicode punctuation (0.30, section 2.1).
    var isMarkdownPunctuation: Bool {
        if value < 0x80 { return UInt8(truncatingIfNeeded: value).isPunctuation }
        return switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .closePunctuation, .finalPunctuation,
            .initialPunctuation, .otherPunctuation, .openPunctuation:
            true
        default: false
        }
    }
}

typealias Bytes = UnsafeBufferPointer<UInt8>

extension Bytes {
    /// The bytes of a range as a buffer of their own; not beyond the life of this one.
    @inline(__always) func slice(_ start: Int, _ end: Int) -> Bytes { Bytes(rebasing: self[start..<end]) }

    /// Whether `text` stands at `index`.
    func hasPrefix(_ text: StaticString, at index: Int = 0) -> Bool {
        guard index >= 0, count - index >= text.utf8CodeUnitCount else { return false }
        for step in 0..<text.utf8CodeUnitCount where self[index + step] != text.utf8Start[step] {
            return false
        }
        return true
    }

    /// Whether `text` stands anywhere.
    func holds(_ text: StaticString) -> Bool {
        guard let base = baseAddress else { return false }
        var index = 0
        while let found = memchr(base + index, CInt(text.utf8Start[0]), count - index) {
            let place = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if hasPrefix(text, at: place) { return true }
            index = place + 1
        }
        return false
    }

    /// The same without regard to the case of ASCII letters; `text` is in lower case.
    func hasCaselessPrefix(_ text: StaticString, at index: Int = 0) -> Bool {
        guard index >= 0, count - index >= text.utf8CodeUnitCount else { return false }
        for step in 0..<text.utf8CodeUnitCount
        where self[index + step].lowercased != text.utf8Start[step] {
            return false
        }
        return true
    }

    /// The bytes as a string; malformed UTF-8 is repaired.
    var string: String { String(decoding: self, as: UTF8.self) }

    /// The scalar that begins at `index`.
    func scalar(at index: Int) -> Unicode.Scalar {
        var decoder = UTF8()
        var iterator = self[index...].makeIterator()
        if case .scalarValue(let scalar) = decoder.decode(&iterator) { return scalar }
        return "\u{FFFD}"
    }

    /// The scalar that ends before `index`, which is greater than 0.
    func scalar(before index: Int) -> Unicode.Scalar {
        var start = index - 1
        while start > 0, index - start < 4, self[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(at: start)
    }

    /// The bytes without blanks at both ends.
    var trimmed: Bytes {
        var start = 0
        var end = count
        while start < end, self[start].isSpace { start += 1 }
        while end > start, self[end - 1].isSpace { end -= 1 }
        return slice(start, end)
    }
}
