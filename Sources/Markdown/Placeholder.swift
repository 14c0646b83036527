// `{{name}}` and `{{> name}}`: what is filled in.

/// A variable or a snippet as a text names it.
struct Placeholder {
    let name: String
    let isSnippet: Bool
    /// Where the text goes on.
    let end: Int

    /// Reads the placeholder at `index`. A name is letters, digits, `_`, `-`, `.` and, for a
    /// snippet, `/`; spaces around it do not count. Anything else in two braces is just text.
    static func name(in text: Bytes, at index: Int) -> Placeholder? {
        guard text.hasPrefix("{{", at: index) else { return nil }
        var start = index + 2
        let isSnippet = start < text.count && text[start] == ASCII.greater
        if isSnippet { start += 1 }
        while start < text.count, text[start] == ASCII.space { start += 1 }
        var end = start
        let limit = min(text.count, start + Budget.nameBytes)
        while end < limit, isName(text[end]) || isSnippet && text[end] == ASCII.slash { end += 1 }
        var close = end
        while close < text.count, text[close] == ASCII.space { close += 1 }
        guard end > start, text.hasPrefix("}}", at: close) else { return nil }
        return Placeholder(name: text.slice(start, end).string, isSnippet: isSnippet, end: close + 2)
    }

    private static func isName(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || byte == ASCII.underscore || byte == ASCII.hyphen || byte == ASCII.period
    }
}
