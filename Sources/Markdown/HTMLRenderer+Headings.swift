// Headings with their ids; and the headings that stand for cells and titles.

internal import CCmark

extension HTMLRenderer {
    mutating func enterHeading(_ node: OpaquePointer) {
        headingRole = .heading
        if hasMarks, enterMarked(node) { return }
        closeTable()
        let isFirst = cmark_node_previous(node) == nil && sections.isEmpty && frames.count == 1
        let level = Int(cmark_node_get_heading_level(node))
        isLifting =
            options.liftsTitle && level == 1 && isFirst
            && cmark_node_parent(node).map(cmark_node_get_type) == CMARK_NODE_DOCUMENT
        if !isLifting { closeSection() }
        if options.wrapsAnswers, level == 2, openDirectives.isEmpty,
            cmark_node_parent(node).map(cmark_node_get_type) == CMARK_NODE_DOCUMENT
        {
            openAnswer()
        }
        writeLineStart()
        write("<h")
        html.append(ASCII.zero + UInt8(clamping: level))
        headingStart = html.count
        write(">")
        if options.hasExtensions { cutIdentifier(node) }
    }

    mutating func exitHeading(_ node: OpaquePointer) {
        if !strikes.isEmpty { applyStrikes() }
        switch headingRole {
        case .cell: return exitCell()
        case .directive(let directive):
            headingRole = .heading
            return exitDirectiveTitle(directive)
        case .paragraph:
            headingRole = .heading
            collectLineEnd()
            return write("</p>\n")
        case .heading: break
        }
        special = nil
        let level = Int(cmark_node_get_heading_level(node))
        let title = text.string()
        if isLifting {
            isLifting = false
            leadingTitle = title
            html.truncate(to: headingStart - 3)
            text.truncate(to: 0)
            fixedIdentifier = nil
            return
        }
        let id = identifier(level: level, node)
        if !id.isEmpty {
            var attribute = ByteBuffer(capacity: id.utf8.count + 8)
            attribute.append(" id=\"")
            attribute.append(escaping: id)
            attribute.append("\"")
            let isAnchored = options.hasHeadingAnchors && !html.contains("<a ", from: headingStart)
            if isAnchored {
                attribute.append("><a class=\"anchor\" href=\"#")
                attribute.append(escaping: id)
                attribute.append("\"")
            }
            html.insert(attribute.bytes, at: headingStart)
            if isAnchored { write("</a>") }
        }
        openHeading = Heading(
            level: level, id: id, title: title, snippet: frame?.snippet, line: line(of: node))
        text.truncate(to: 0)
        write("</h")
        html.append(ASCII.zero + UInt8(clamping: level))
        write(">\n")
    }

    private mutating func openAnswer() {
        closeAnswer()
        writeLineStart()
        write("<section class=\"answer\">\n")
        isAnswerOpen = true
    }

    mutating func closeAnswer() {
        guard isAnswerOpen else { return }
        writeLineStart()
        write("</section>\n")
        isAnswerOpen = false
    }

    /// The line of a block in the file that it was written in.
    private func line(of node: OpaquePointer) -> Int {
        guard let frame else { return options.firstLine }
        let line = max(0, frame.prepared.sourceLine(Int(cmark_node_get_start_line(node))))
        return line + (frame.snippet == nil ? options.firstLine : 1)
    }

    /// The heading's id: the one its writer fixed, or one made of its words.
    private mutating func identifier(level: Int, _ node: OpaquePointer) -> String {
        let fixed = fixedIdentifier
        fixedIdentifier = nil
        guard options.hasHeadingIdentifiers, !isStranger else { return "" }
        if let fixed {
            if identifiers.fix(fixed, level: level) { return options.identifierPrefix + fixed }
            var needle = "{#\(fixed)}"
            needle.withUTF8 {
                report(
                    .duplicateIdentifier, $0, at: node,
                    options.reservedIdentifiers.contains(fixed)
                        ? "the page itself has the id “\(fixed)”; choose another one."
                        : "another heading on this page has the id “\(fixed)”; choose another one.")
            }
        }
        return options.identifierPrefix + identifiers.next(for: text.bytes, level: level)
    }

    /// Keeps the ids that writers fixed for their headings, wherever on the page these stand: another
    /// heading that is written above must not take one, or old links would lead there.
    mutating func claimIdentifiers(in root: OpaquePointer) {
        guard let iterator = cmark_iter_new(root) else { return }
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
            guard event == CMARK_EVENT_ENTER, cmark_node_get_type(node) == CMARK_NODE_HEADING,
                let fixed = Self.fixedIdentifier(of: node)
            else { continue }
            identifiers.claim(fixed.id)
        }
    }

    /// Takes `{#id}` off the end of a heading.
    private mutating func cutIdentifier(_ node: OpaquePointer) {
        guard hasWritersBlocks, let fixed = Self.fixedIdentifier(of: node) else { return }
        fixedIdentifier = fixed.id
        special = SpecialText(node: fixed.node, end: fixed.end)
    }

    /// The id at the end of a heading, and where the text before it ends.
    private static func fixedIdentifier(
        of heading: OpaquePointer
    ) -> (id: String, node: OpaquePointer, end: Int)? {
        guard let last = cmark_node_last_child(heading), cmark_node_get_type(last) == CMARK_NODE_TEXT
        else { return nil }
        let words = bytes(cmark_node_get_literal(last))
        var end = words.count
        guard end > 3, words[end - 1] == ASCII.closeBrace else { return nil }
        let close = end - 1
        var start = close
        while start > 0,
            words[start - 1].isAlphanumeric || "-_.:".utf8.contains(words[start - 1])
                || words[start - 1] >= 0x80
        {
            start -= 1
        }
        guard start < close, start > 1, words.hasPrefix("{#", at: start - 2) else { return nil }
        let id = words.slice(start, close).string
        end = start - 2
        while end > 0, words[end - 1].isSpace { end -= 1 }
        return (id, last, end)
    }
}
