// The inlines of CommonMark: text, emphasis, code, links, images.

internal import CCmark

extension HTMLRenderer {
    @inline(__always)
    mutating func enterInline(_ node: OpaquePointer, _ type: cmark_node_type) {
        if type == CMARK_NODE_TEXT { return plainText(node) }
        switch type {
        case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: lineBreak(node, isHard: type == CMARK_NODE_LINEBREAK)
        case CMARK_NODE_CODE:
            let literal = restored(bytes(cmark_node_get_literal(node)))
            if image != nil { return emit(literal) }
            if hasFrames, Self.staysWhole(literal) {
                write("<code class=\"whole\">")
            } else {
                write("<code>")
            }
            emit(literal)
            write("</code>")
        case CMARK_NODE_HTML_INLINE: htmlInline(node)
        case CMARK_NODE_EMPH: if image == nil { write("<em>") }
        case CMARK_NODE_STRONG: if image == nil { write("<strong>") }
        case CMARK_NODE_LINK: enterLink(node)
        case CMARK_NODE_IMAGE: enterImage(node)
        default: break
        }
    }

    /// Whether code is short enough for any screen, and could be broken over two lines all the same:
    /// `---` is hard to read as `--` and `-`.
    private static func staysWhole(_ code: Bytes) -> Bool {
        code.count <= 20 && code.contains { $0 == ASCII.hyphen || $0 == ASCII.space || $0 == ASCII.slash }
    }

    @inline(__always)
    mutating func exitInline(_ node: OpaquePointer, _ type: cmark_node_type) {
        switch type {
        case CMARK_NODE_EMPH: if image == nil { write("</em>") }
        case CMARK_NODE_STRONG: if image == nil { write("</strong>") }
        case CMARK_NODE_LINK: exitLink(node)
        case CMARK_NODE_IMAGE: exitImage(node)
        default: break
        }
    }

    /// Text as it is written most of the time: copied, after one look at each byte.
    @inline(__always)
    private mutating func plainText(_ node: OpaquePointer) {
        guard let literal = cmark_node_get_literal(node) else { return }
        let start = UnsafeRawPointer(literal).assumingMemoryBound(to: UInt8.self)
        var end = start
        var found: UInt8 = 0
        let table = classes.table
        while end.pointee != 0 {
            found |= table[Int(end.pointee)]
            end += 1
        }
        let words = Bytes(start: start, count: end - start)
        if let special, special.node == node {
            specialText(words, special, node)
        } else if found & TextClasses.syntax != 0 {
            if isBareLink { emit(restored(words)) } else { richText(words, node) }
        } else if found == 0 {
            html.append(words)
            text.append(words)
        } else {
            emit(words)
        }
    }

    private mutating func lineBreak(_ node: OpaquePointer, isHard: Bool) {
        text.append(ASCII.space)
        if image != nil { return html.append(ASCII.space) }
        if calloutTitle != nil, cmark_node_parent(node) == calloutTitle {
            calloutTitle = nil
            if !strikes.isEmpty { applyStrikes() }
            collectLineEnd()
            return write("</p>\n<p>")
        }
        if isHard { write("<br />\n") } else { html.append(ASCII.lineFeed) }
    }

    private mutating func htmlInline(_ node: OpaquePointer) {
        let literal = bytes(cmark_node_get_literal(node))
        if keepsRawHTML {
            // A writer's line break parts words, as one of Markdown's own does.
            if literal.hasPrefix("<br") || literal.hasPrefix("<BR") { text.append(ASCII.space) }
            if image == nil { writeRawHTML(literal) } else { html.append(escaping: restored(literal)) }
        } else {
            emit(restored(literal))
        }
    }

    /// A writer's own HTML, put back as it was written.
    mutating func writeRawHTML(_ literal: Bytes) {
        let raw = restored(literal)
        guard options.filtersTags else { return html.append(raw) }
        for index in 0..<raw.count {
            if raw[index] == ASCII.less, HTMLTag.isDisallowed(raw, at: index) {
                write("&lt;")
            } else {
                html.append(raw[index])
            }
        }
    }

    /// The text of a task's box, a callout's kind or a heading's id around the words themselves.
    private mutating func specialText(_ words: Bytes, _ special: SpecialText, _ node: OpaquePointer) {
        self.special = nil
        if let isDone = special.task {
            switch (isDone, hasFrames) {
            case (false, false): write("<input type=\"checkbox\" disabled=\"\" />")
            case (true, false): write("<input type=\"checkbox\" checked=\"\" disabled=\"\" />")
            case (_, true):
                write("<input type=\"checkbox\" ")
                if isDone { write("checked=\"\" ") }
                write("disabled=\"\" aria-label=\"")
                html.append(escaping: isDone ? options.words.done : options.words.toDo)
                write("\" />")
            }
        }
        if let word = special.word {
            html.append(escaping: word)
            text.append(word)
        }
        richText(words.slice(min(special.skipped, words.count), min(special.end, words.count)), node)
    }
}
