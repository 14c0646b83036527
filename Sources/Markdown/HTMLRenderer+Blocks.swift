// The blocks of CommonMark: paragraphs, lists, quotes, code, raw HTML.

internal import CCmark

extension HTMLRenderer {
    /// Begins a block; `true` if its children are not to be visited.
    mutating func enterBlock(_ node: OpaquePointer, _ type: cmark_node_type) -> Bool {
        switch type {
        case CMARK_NODE_PARAGRAPH: return enterParagraph(node)
        case CMARK_NODE_HEADING: enterHeading(node)
        case CMARK_NODE_ITEM:
            if hasMarks, let index = footnote(at: node) {
                frame?.footnoteItems[index] = node
                return true
            }
            enterItem(node)
        case CMARK_NODE_LIST: return enterList(node)
        case CMARK_NODE_BLOCK_QUOTE: enterQuote(node)
        case CMARK_NODE_CODE_BLOCK: codeBlock(node)
        case CMARK_NODE_HTML_BLOCK: htmlBlock(node)
        case CMARK_NODE_THEMATIC_BREAK:
            closeTable()
            writeLineStart()
            write("<hr />\n")
        default: break
        }
        return false
    }

    mutating func exitBlock(_ node: OpaquePointer, _ type: cmark_node_type) {
        switch type {
        case CMARK_NODE_PARAGRAPH: exitParagraph(node)
        case CMARK_NODE_HEADING: exitHeading(node)
        case CMARK_NODE_ITEM:
            if hasMarks {
                if footnote(at: node) != nil { return }
                closeDirectives(in: node)
            }
            write("</li>\n")
        case CMARK_NODE_LIST:
            if hasMarks, isFootnoteList(node) { return }
            if cmark_node_get_list_type(node) == CMARK_ORDERED_LIST {
                write("</ol>\n")
            } else {
                write("</ul>\n")
            }
        case CMARK_NODE_BLOCK_QUOTE: exitQuote(node)
        case CMARK_NODE_DOCUMENT: if hasMarks { closeDirectives(in: node) }
        default: break
        }
    }

    /// Whether a paragraph stands in a tight list and so has no tags of its own.
    private func isTight(_ node: OpaquePointer) -> Bool {
        guard let item = cmark_node_parent(node), cmark_node_get_type(item) == CMARK_NODE_ITEM,
            let list = cmark_node_parent(item)
        else { return false }
        return cmark_node_get_list_tight(list) != 0
    }

    private mutating func enterParagraph(_ node: OpaquePointer) -> Bool {
        closeTable()
        if hasFrames, let first = cmark_node_first_child(node), specialParagraph(node, first) { return true }
        if calloutTitle == node {
            write("<p class=\"callout-title\">")
        } else if !isTight(node) {
            writeLineStart()
            write("<p>")
        }
        return false
    }

    private mutating func exitParagraph(_ node: OpaquePointer) {
        if !strikes.isEmpty { applyStrikes() }
        collectLineEnd()
        if special != nil { special = nil }
        if calloutTitle == node {
            calloutTitle = nil
            write("</p>\n")
        } else if !isTight(node) {
            write("</p>\n")
        }
    }

    private mutating func enterList(_ node: OpaquePointer) -> Bool {
        closeTable()
        if hasMarks, isFootnoteList(node) {
            cmark_node_set_list_tight(node, 0)
            return false
        }
        writeLineStart()
        if cmark_node_get_list_type(node) != CMARK_ORDERED_LIST {
            write("<ul>\n")
            return false
        }
        if let last = openDirectives.indices.last { openDirectives[last].hasList = true }
        let start = Int(cmark_node_get_list_start(node))
        if start == 1 {
            write("<ol>\n")
        } else {
            write("<ol start=\"")
            html.append(number: start)
            write("\">\n")
        }
        return false
    }

    private func isFootnoteList(_ node: OpaquePointer) -> Bool {
        cmark_node_first_child(node).flatMap { footnote(at: $0) } != nil
    }

    /// The footnote that an item stands for.
    private func footnote(at item: OpaquePointer) -> Int? {
        guard let mark = mark(at: item), case .footnote(let index) = mark.kind,
            mark.column == Int(cmark_node_get_start_column(item))
        else { return nil }
        return index
    }

    private mutating func enterItem(_ node: OpaquePointer) {
        writeLineStart()
        guard options.hasExtensions, let isDone = task(in: node) else { return write("<li>") }
        if hasFrames { write("<li class=\"task\">") } else { write("<li>") }
        guard let paragraph = cmark_node_first_child(node), let words = cmark_node_first_child(paragraph)
        else { return }
        special = SpecialText(node: words, skipped: 3, task: isDone)
    }

    /// Whether an item begins with a task's box, and whether that is ticked.
    private func task(in item: OpaquePointer) -> Bool? {
        guard let paragraph = cmark_node_first_child(item),
            cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH,
            let words = cmark_node_first_child(paragraph), cmark_node_get_type(words) == CMARK_NODE_TEXT
        else { return nil }
        let literal = bytes(cmark_node_get_literal(words))
        guard literal.count > 3, literal[0] == ASCII.openBracket, literal[2] == ASCII.closeBracket,
            literal[3].isBlank
        else { return nil }
        switch literal[1] {
        case ASCII.space: return false
        case 0x78, 0x58: return true
        default: return nil
        }
    }

    private mutating func htmlBlock(_ node: OpaquePointer) {
        closeTable()
        let literal = bytes(cmark_node_get_literal(node))
        if hasMarks, literal.hasPrefix(PreparedSource.comment), literal.count <= 8, let mark = mark(at: node)
        {
            switch mark.kind {
            case .separator, .footnote: return
            default: break
            }
        }
        writeLineStart()
        if keepsRawHTML {
            writeRawHTML(literal)
        } else {
            write("<p>")
            emit(restored(literal).trimmed)
            write("</p>\n")
            collectLineEnd()
        }
        writeLineStart()
    }
}
