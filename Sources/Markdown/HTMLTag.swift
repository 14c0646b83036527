// Raw HTML tags as CommonMark reads them, as far as blocks begin with them.

/// Tags in Markdown (CommonMark 0.30, sections 4.6 and 6.6).
enum HTMLTag {
    /// Tags whose blocks end with their own end tag.
    static let verbatim: Set<String> = ["script", "pre", "style", "textarea"]

    /// Tags that begin a block anywhere.
    static let blocks: Set<String> = [
        "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center",
        "col", "colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head",
        "header", "hr", "html", "iframe", "legend", "li", "link", "main", "menu", "menuitem", "nav",
        "noframes", "ol", "optgroup", "option", "p", "param", "section", "source", "summary", "table",
        "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul",
    ]

    /// Tags that GFM shows as text (GFM 0.29, section 6.11).
    private static let disallowed: [StaticString] = [
        "title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext",
    ]

    /// Where a tag's name stands.
    static func name(in line: Bytes, at start: Int) -> Range<Int> {
        guard start < line.count, line[start].isLetter else { return start..<start }
        var end = start
        while end < line.count, line[end].isAlphanumeric || line[end] == ASCII.hyphen { end += 1 }
        return start..<end
    }

    /// Whether a line is one whole tag and nothing else.
    static func standsAlone(in line: Bytes) -> Bool {
        let isEnd = line.count > 1 && line[1] == ASCII.slash
        let name = name(in: line, at: isEnd ? 2 : 1)
        guard !name.isEmpty else { return false }
        var index = name.upperBound
        while true {
            let blanks = skipBlanks(line, &index)
            guard index < line.count else { return false }
            if line[index] == ASCII.greater { break }
            if isEnd { return false }
            if line.hasPrefix("/>", at: index) {
                index += 1
                break
            }
            guard blanks, skipAttribute(line, &index) else { return false }
        }
        index += 1
        _ = skipBlanks(line, &index)
        return index >= line.count
    }

    /// Whether GFM's filter shows the tag at `index` as text.
    static func isDisallowed(_ text: Bytes, at index: Int) -> Bool {
        let start = index + 1 < text.count && text[index + 1] == ASCII.slash ? index + 2 : index + 1
        for tag in disallowed where text.hasCaselessPrefix(tag, at: start) {
            let end = start + tag.utf8CodeUnitCount
            guard end < text.count else { return false }
            if text[end].isSpace || text[end] == ASCII.greater || text.hasPrefix("/>", at: end) {
                return true
            }
        }
        return false
    }

    private static func skipBlanks(_ line: Bytes, _ index: inout Int) -> Bool {
        let start = index
        while index < line.count, line[index].isSpace { index += 1 }
        return index > start
    }

    private static func skipAttribute(_ line: Bytes, _ index: inout Int) -> Bool {
        guard line[index].isLetter || line[index] == ASCII.underscore || line[index] == ASCII.colon
        else { return false }
        while index < line.count,
            line[index].isAlphanumeric || "_.:-".utf8.contains(line[index])
        {
            index += 1
        }
        var ahead = index
        _ = skipBlanks(line, &ahead)
        guard ahead < line.count, line[ahead] == ASCII.equals else { return true }
        ahead += 1
        _ = skipBlanks(line, &ahead)
        guard ahead < line.count else { return false }
        index = ahead
        return skipValue(line, &index)
    }

    private static func skipValue(_ line: Bytes, _ index: inout Int) -> Bool {
        let quote = line[index]
        if quote == ASCII.quote || quote == ASCII.apostrophe {
            index += 1
            while index < line.count, line[index] != quote { index += 1 }
            index += 1
            return index <= line.count
        }
        let start = index
        while index < line.count, !line[index].isSpace, !"\"'=<>`".utf8.contains(line[index]) {
            index += 1
        }
        return index > start
    }
}
