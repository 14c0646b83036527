// Blocks of one line, and the first lines of code and HTML.

extension BlockPass {
    /// Whether the line is, or begins, a block that holds no others; then it is done.
    mutating func openLeaf(_ cursor: LineCursor, at place: Place) -> Bool {
        guard !cursor.isIndented, !cursor.isBlank else { return false }
        switch cursor.byte {
        case ASCII.hash:
            guard let start = headingText(cursor) else { return false }
            settle(at: place)
            writeInlines(start, cursor.end)
            openBrackets = 0
        case ASCII.backtick, ASCII.tilde:
            guard let length = fence(cursor) else { return false }
            settle(at: place)
            leaf = .fence(byte: cursor.byte, length: length)
        case ASCII.less:
            let rest = text.slice(cursor.nonspace, cursor.end)
            guard let kind = HTMLBlockKind(opening: rest, interruptsParagraph: leaf == .paragraph)
            else { return false }
            settle(at: place)
            if !kind.isEnded(by: rest) { leaf = .html(kind) }
        case ASCII.equals, ASCII.hyphen, ASCII.asterisk, ASCII.underscore:
            guard place.inParagraph && isUnderline(cursor) || isThematicBreak(cursor) else { return false }
            settle(at: place)
        case ASCII.colon:
            guard hasDirectives, text.hasPrefix(":::", at: cursor.nonspace) else { return false }
            return directive(cursor, at: place)
        default: return false
        }
        return true
    }

    /// Where an ATX heading's text begins.
    private func headingText(_ cursor: LineCursor) -> Int? {
        var index = cursor.nonspace
        while cursor.peek(index) == ASCII.hash { index += 1 }
        guard index - cursor.nonspace <= 6, cursor.peek(index).isSpace else { return nil }
        return min(index, cursor.end)
    }

    private func fence(_ cursor: LineCursor) -> Int? {
        let byte = cursor.byte
        var index = cursor.nonspace
        while cursor.peek(index) == byte { index += 1 }
        let length = index - cursor.nonspace
        guard length >= 3 else { return nil }
        if byte == ASCII.backtick {
            while index < cursor.end {
                if text[index] == ASCII.backtick { return nil }
                index += 1
            }
        }
        return length
    }

    private func isUnderline(_ cursor: LineCursor) -> Bool {
        let byte = cursor.byte
        guard byte == ASCII.equals || byte == ASCII.hyphen else { return false }
        var index = cursor.nonspace
        while cursor.peek(index) == byte { index += 1 }
        while cursor.peek(index).isBlank { index += 1 }
        return index >= cursor.end
    }

    private func isThematicBreak(_ cursor: LineCursor) -> Bool {
        let byte = cursor.byte
        guard byte != ASCII.equals else { return false }
        var count = 0
        for index in cursor.nonspace..<cursor.end {
            if text[index] == byte { count += 1 } else if !text[index].isBlank { return false }
        }
        return count >= 3
    }

    /// `:::name title` or `:::`: written as a heading that holds the title.
    private mutating func directive(_ cursor: LineCursor, at place: Place) -> Bool {
        var start = cursor.nonspace
        while cursor.peek(start) == ASCII.colon { start += 1 }
        while cursor.peek(start).isBlank { start += 1 }
        var nameEnd = start
        while cursor.peek(nameEnd).isLetter { nameEnd += 1 }
        var end = cursor.end
        while end > nameEnd, text[end - 1].isBlank { end -= 1 }
        var title = nameEnd
        while title < end, text[title].isBlank { title += 1 }
        let kind: Directive.Kind
        switch text.slice(start, nameEnd).string {
        case "details": kind = .details
        case "tabs": kind = .tabs
        case "tab": kind = .tab
        case "steps": kind = .steps
        case "" where start >= end:
            settle(at: place)
            copy(upTo: cursor.nonspace)
            out.append(ASCII.hash)
            copied = cursor.end
            prepared.marks.append(BlockMark(line: outputLine, kind: .close))
            return true
        case let name:
            report(
                .unknownBlock, at: cursor.nonspace,
                "there is no block “:::\(name)”; the blocks are details, steps, tab and tabs.")
            return false
        }
        settle(at: place)
        copy(upTo: cursor.nonspace)
        prepared.marks.append(BlockMark(line: outputLine, kind: .open(prepared.directives.count)))
        prepared.directives.append(Directive(kind: kind, hasTitle: title < end))
        out.append("# ")
        writeCell(title, end)
        out.append(" #")
        copied = cursor.end
        openBrackets = 0
        return true
    }
}
