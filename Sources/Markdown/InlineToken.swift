// Stand-ins for pieces of text that cmark must not look into.

/// A piece of the source that cmark sees as one punctuation mark, so that it leaves it alone and
/// still finds the same emphasis around it. A token is its number between two characters of a
/// dead script that Unicode counts as punctuation. Equal pieces have equal tokens, so that link
/// labels still match. Where cmark takes text as it is (code, HTML), the piece is put back.
struct InlineToken {
    enum Kind {
        /// A backslash and a character that only extensions give a meaning.
        case escape
        /// `[^label]`
        case footnote
        /// A bare address that CommonMark would find emphasis in.
        case address
        /// The first of our own two characters, when a writer uses it.
        case literal
    }

    let kind: Kind
    /// Where the piece stands in the source.
    let range: Range<Int>

    /// First byte of ``open`` and ``close``.
    static let lead: UInt8 = 0xF0
    /// U+10B3A, Avestan punctuation "tiny two dots over one dot".
    static let open: StaticString = "\u{10B3A}"
    /// U+10B3B, Avestan punctuation "small two dots over one dot".
    static let close: StaticString = "\u{10B3B}"
    /// Bytes of each of the two.
    static let width = 4

    /// Reads the token at `index`: its number and where it ends.
    static func read(_ text: Bytes, at index: Int) -> (number: Int, end: Int)? {
        guard text[index] == lead, text.hasPrefix(open, at: index) else { return nil }
        var number = 0
        var position = index + width
        while position < text.count, text[position].isDigit, number < 1 << 40 {
            number = number * 10 + Int(text[position] - ASCII.zero)
            position += 1
        }
        guard position > index + width, text.hasPrefix(close, at: position) else { return nil }
        return (number, position + width)
    }

    /// Whether a byte within an address could open or close emphasis.
    @inline(__always)
    static func isOdd(_ text: Bytes, at index: Int) -> Bool {
        let byte = text[index]
        if byte == ASCII.asterisk || byte == ASCII.tilde { return true }
        guard byte == ASCII.underscore else { return false }
        let before = index > 0 ? text[index - 1] : ASCII.space
        let after = index + 1 < text.count ? text[index + 1] : ASCII.space
        return before.isPunctuation || after.isPunctuation
    }
}
