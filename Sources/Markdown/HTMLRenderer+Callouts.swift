// Quotes, and the callouts that look like quotes in any other viewer.

internal import CCmark

extension HTMLRenderer {
    mutating func enterQuote(_ node: OpaquePointer) {
        closeTable()
        writeLineStart()
        guard hasFrames, let paragraph = cmark_node_first_child(node),
            cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH,
            let first = cmark_node_first_child(paragraph), cmark_node_get_type(first) == CMARK_NODE_TEXT
        else { return write("<blockquote>\n") }
        let words = bytes(cmark_node_get_literal(first))
        guard words.hasPrefix("[!") else { return write("<blockquote>\n") }
        for kind in CalloutKind.allCases where words.hasCaselessPrefix(kind.marker, at: 2) {
            var skipped = 2 + kind.marker.utf8CodeUnitCount
            guard skipped == words.count || words[skipped].isBlank else { continue }
            while skipped < words.count, words[skipped].isBlank { skipped += 1 }
            let word = kind.word(in: options.words)
            write("<div class=\"callout callout-")
            html.append(kind.rawValue)
            write("\" role=\"note\" aria-label=\"")
            html.append(escaping: word)
            write("\">\n")
            openCallouts.append(node)
            enterTitle(paragraph, first, skipped: skipped, isEmpty: skipped == words.count, word)
            return
        }
        reportKind(words, first)
        write("<blockquote>\n")
    }

    /// Words in capitals were meant as the kind of a callout.
    private mutating func reportKind(_ words: Bytes, _ node: OpaquePointer) {
        let name = words.dropFirst(2).prefix { $0.isAlphanumeric }
        guard hasWritersBlocks, !name.isEmpty, name.endIndex < words.endIndex,
            words[name.endIndex] == ASCII.closeBracket
        else { return }
        let kind = String(decoding: name, as: UTF8.self)
        let kinds = CalloutKind.allCases.map { $0.rawValue.uppercased() }.joined(separator: ", ")
        report(
            .unknownCallout, words.slice(0, name.endIndex + 1), at: node,
            "there is no callout “\(kind)”; the callouts are \(kinds).")
    }

    /// The title is the rest of the first line, or the word of the kind.
    private mutating func enterTitle(
        _ paragraph: OpaquePointer, _ first: OpaquePointer, skipped: Int, isEmpty: Bool, _ word: String
    ) {
        calloutTitle = paragraph
        special = SpecialText(node: first, skipped: skipped)
        let next = cmark_node_next(first)
        let endsHere =
            next.map {
                let type = cmark_node_get_type($0)
                return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK
            } ?? true
        if isEmpty, endsHere { special?.word = word }
    }

    mutating func exitQuote(_ node: OpaquePointer) {
        if hasMarks { closeDirectives(in: node) }
        writeLineStart()
        if let last = openCallouts.last, last == node {
            openCallouts.removeLast()
            write("</div>\n")
        } else {
            write("</blockquote>\n")
        }
    }
}
