// One quick look over a text: which extensions it could use, and whether it is worth measuring.

/// What a text could contain, so that what it does not contain costs nothing.
struct SyntaxTraits: OptionSet {
    let rawValue: UInt32

    /// A bar, or a colon beside a hyphen: there may be a table.
    static let tables = SyntaxTraits(rawValue: 1 << 0)
    /// `[^`
    static let footnotes = SyntaxTraits(rawValue: 1 << 1)
    /// `:::`
    static let directives = SyntaxTraits(rawValue: 1 << 2)
    /// A backslash before a character that only extensions give a meaning.
    static let escapes = SyntaxTraits(rawValue: 1 << 3)
    /// A bare address with characters that CommonMark would read as emphasis.
    static let oddAddresses = SyntaxTraits(rawValue: 1 << 4)
    /// The character that our own tokens begin with.
    static let tokenBytes = SyntaxTraits(rawValue: 1 << 5)
    /// Nesting or open brackets that could be over the budget: measure exactly.
    static let suspicious = SyntaxTraits(rawValue: 1 << 6)
    /// Text that an inline extension could stand in: `~`, `[[`, `{{`, `://`, `www.`, `@`.
    static let inlines = SyntaxTraits(rawValue: 1 << 7)

    /// `www.`
    static let sites = SyntaxTraits(rawValue: 1 << 8)

    /// `{{`
    static let variables = SyntaxTraits(rawValue: 1 << 9)

    /// What needs the pass over the blocks before cmark.
    static let blockPass: SyntaxTraits = [
        .tables, .footnotes, .directives, .escapes, .oddAddresses, .tokenBytes, .suspicious,
    ]
}

extension SyntaxTraits {
    /// Looks over a text once.
    init(of text: Bytes) {
        self = []
        guard let base = text.baseAddress else { return }
        let end = text.count
        var open = 0
        // Where the last address ended.
        var seen = 0
        var index = SyntaxTraits.lead(text, at: 0, into: &self)
        scanClasses.withUnsafeBufferPointer { classes in
            while index < end {
                let byte = base[index]
                if classes[Int(byte)] == 0 {
                    index &+= 1
                    continue
                }
                switch byte {
                case ASCII.lineFeed, ASCII.carriageReturn:
                    let next = index + 1 < end ? base[index + 1] : 0
                    if next == ASCII.lineFeed || next == ASCII.carriageReturn { open = 0 }
                    index = SyntaxTraits.lead(text, at: index + 1, into: &self)
                    continue
                case ASCII.openBracket:
                    open += 1
                    if open > Budget.openBrackets { insert(.suspicious) }
                    let next = index + 1 < end ? base[index + 1] : 0
                    if next == ASCII.caret { insert(.footnotes) }
                    if next == ASCII.openBracket { insert(.inlines) }
                case ASCII.closeBracket: open = max(0, open - 1)
                default: note(byte, at: index, in: text, &seen)
                }
                index &+= 1
            }
        }
    }

    /// Steps over what may open blocks at the start of a line; a long run may nest deeply.
    @inline(__always)
    private static func lead(_ text: Bytes, at start: Int, into traits: inout SyntaxTraits) -> Int {
        var index = start
        while index < text.count {
            switch text[index] {
            case ASCII.space, ASCII.tab, ASCII.greater, ASCII.hyphen, ASCII.asterisk, ASCII.plus,
                ASCII.period, ASCII.closeParenthesis, 0x30...0x39:
                index &+= 1
                continue
            default: break
            }
            break
        }
        if index &- start > Budget.depth { traits.insert(.suspicious) }
        if index > start, index < text.count, text[index] == ASCII.colon, text[index - 1] == ASCII.hyphen {
            traits.insert(.tables)
        }
        return index
    }

    private mutating func note(_ byte: UInt8, at index: Int, in text: Bytes, _ seen: inout Int) {
        let next = index + 1 < text.count ? text[index + 1] : 0
        switch byte {
        case ASCII.bar: insert(.tables)
        case ASCII.tilde, ASCII.at: insert(.inlines)
        case ASCII.openBrace: if next == ASCII.openBrace { formUnion([.inlines, .variables]) }
        case ASCII.colon: noteColon(at: index, next, in: text, &seen)
        case ASCII.backslash:
            switch next {
            case ASCII.tilde, ASCII.openBracket, ASCII.openBrace, ASCII.colon, ASCII.at, ASCII.period,
                ASCII.slash:
                insert(.escapes)
            default: break
            }
        case 0x77:  // w
            if next == 0x77, text.hasPrefix("www.", at: index) {
                insert(.sites)
                noteAddress(at: index, in: text, &seen)
            }
        case InlineToken.lead: if text.hasPrefix(InlineToken.open, at: index) { insert(.tokenBytes) }
        default: break
        }
    }

    private mutating func noteColon(at index: Int, _ next: UInt8, in text: Bytes, _ seen: inout Int) {
        if next == ASCII.colon {
            insert(.directives)
        } else if next == ASCII.slash {
            if text.hasPrefix("://", at: index) { noteAddress(at: index + 3, in: text, &seen) }
        } else if next == ASCII.hyphen {
            insert(.tables)
        }
    }

    private mutating func noteAddress(at start: Int, in text: Bytes, _ seen: inout Int) {
        insert(.inlines)
        guard !contains(.oddAddresses), start >= seen else { return }
        var index = start
        defer { seen = index }
        while index < text.count, !text[index].isSpace, text[index] != ASCII.less {
            if InlineToken.isOdd(text, at: index) {
                insert(.oddAddresses)
                return
            }
            if text[index] == ASCII.closeParenthesis { return }
            index += 1
        }
    }
}

/// 1 for the bytes that ``SyntaxTraits`` looks at.
private let scanClasses: [UInt8] = {
    var classes = [UInt8](repeating: 0, count: 256)
    for byte in "\n\r[]|~@{:\\w".utf8 { classes[Int(byte)] = 1 }
    classes[Int(InlineToken.lead)] = 1
    return classes
}()
