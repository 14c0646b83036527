// The blocks of CommonMark: paragraphs, headings, lists, quotes, code.

internal import CCmark

extension HTMLRenderer {
    mutating func block(_ node: OpaquePointer, entering: Bool) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH: paragraph(node, entering: entering)
        case CMARK_NODE_HEADING: heading(node, entering: entering)
        case CMARK_NODE_LIST: list(node, entering: entering)
        case CMARK_NODE_ITEM:
            if entering {
                writeLineStart()
                write("<li>")
            } else {
                write("</li>\n")
            }
        case CMARK_NODE_BLOCK_QUOTE:
            writeLineStart()
            if entering { write("<blockquote>\n") } else { write("</blockquote>\n") }
        case CMARK_NODE_CODE_BLOCK: codeBlock(node)
        case CMARK_NODE_HTML_BLOCK:
            writeLineStart()
            if trust == .writer {
                writeRaw(cmark_node_get_literal(node))
            } else {
                write("<p>")
                writeEscaped(cmark_node_get_literal(node))
                write("</p>\n")
            }
            writeLineStart()
        case CMARK_NODE_THEMATIC_BREAK:
            writeLineStart()
            write("<hr />\n")
        default: break
        }
    }

    private mutating func paragraph(_ node: OpaquePointer, entering: Bool) {
        let grandparent = cmark_node_parent(node).flatMap { cmark_node_parent($0) }
        let isTight = grandparent.map { cmark_node_get_list_tight($0) != 0 } ?? false
        if !entering { collectLineEnd() }
        guard !isTight else { return }
        if entering {
            writeLineStart()
            write("<p>")
        } else {
            write("</p>\n")
        }
    }

    private mutating func heading(_ node: OpaquePointer, entering: Bool) {
        let level = Int(cmark_node_get_heading_level(node))
        let digit = UInt8(ascii: "0") + UInt8(clamping: level)
        if entering {
            closeSection()
            let title = plainText(of: node)
            let heading = Heading(level: level, id: identifiers.next(for: title, level: level), title: title)
            openHeading = heading
            writeLineStart()
            write("<h")
            html.append(digit)
            write(" id=\"")
            for byte in heading.id.utf8 { html.appendEscaped(byte) }
            write("\">")
        } else {
            text.removeAll(keepingCapacity: true)
            write("</h")
            html.append(digit)
            write(">\n")
        }
    }

    private mutating func list(_ node: OpaquePointer, entering: Bool) {
        let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        writeLineStart()
        switch (entering, isOrdered) {
        case (true, false): write("<ul>\n")
        case (false, false): write("</ul>\n")
        case (false, true): write("</ol>\n")
        case (true, true):
            let start = cmark_node_get_list_start(node)
            if start == 1 {
                write("<ol>\n")
            } else {
                html.append(contentsOf: "<ol start=\"\(start)\">\n".utf8)
            }
        }
    }

    private mutating func codeBlock(_ node: OpaquePointer) {
        writeLineStart()
        let language = String(cString: cmark_node_get_fence_info(node)).prefix { !$0.isWhitespace }
        if language.isEmpty {
            write("<pre><code>")
        } else {
            write("<pre><code class=\"language-")
            for byte in language.utf8 { html.appendEscaped(byte) }
            write("\">")
        }
        writeEscaped(cmark_node_get_literal(node))
        write("</code></pre>\n")
        collect(cmark_node_get_literal(node))
        collectLineEnd()
    }

    /// The words below a node, markup left out.
    private func plainText(of node: OpaquePointer) -> String {
        guard let iterator = cmark_iter_new(node) else { return "" }
        defer { cmark_iter_free(iterator) }
        var words = ""
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return words }
            guard event == CMARK_EVENT_ENTER else { continue }
            switch cmark_node_get_type(node) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE: words += String(cString: cmark_node_get_literal(node))
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: words += " "
            default: break
            }
        }
    }
}
