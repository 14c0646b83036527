// What begins a block: the markers of CommonMark, of footnotes and of directives.

extension BlockPass {
    /// Opens a quote, an item or a footnote if the line has its marker, and steps over it.
    mutating func openContainer(_ cursor: inout LineCursor, at place: Place) -> Container? {
        guard !cursor.isIndented else { return nil }
        switch cursor.byte {
        case ASCII.greater:
            cursor.advance(bytes: cursor.nonspace - cursor.offset + 1)
            if cursor.peek(cursor.offset).isBlank { cursor.advance(columns: 1) }
            return .quote
        case ASCII.openBracket: return openFootnote(&cursor, at: place)
        case ASCII.hyphen, ASCII.asterisk, ASCII.plus, 0x30...0x39: return openItem(&cursor, at: place)
        default: return nil
        }
    }

    /// CommonMark 0.30, section 5.2.
    private mutating func openItem(_ cursor: inout LineCursor, at place: Place) -> Container? {
        let start = cursor.nonspace
        var index = start
        var number = 0
        if cursor.byte.isDigit {
            while cursor.peek(index).isDigit, index - start < 9 {
                number = number * 10 + Int(cursor.peek(index) - ASCII.zero)
                index += 1
            }
            guard cursor.peek(index) == ASCII.period || cursor.peek(index) == ASCII.closeParenthesis
            else { return nil }
        } else {
            number = 1
        }
        let isParenthesized = cursor.peek(index) == ASCII.closeParenthesis
        index += 1
        guard cursor.peek(index).isSpace else { return nil }
        if place.inParagraph {
            var rest = index
            while cursor.peek(rest).isBlank { rest += 1 }
            if number != 1 || rest >= cursor.end { return nil }
        }
        if isParenthesized, !place.isOpened, place.depth < containers.count,
            case .footnote = containers[place.depth]
        {
            separate(at: place)
        }
        let markerIndent = cursor.indent
        cursor.advance(bytes: index - cursor.offset)
        let afterMarker = cursor
        while cursor.column - afterMarker.column <= 5, cursor.peek(cursor.offset).isBlank {
            cursor.advance(columns: 1)
        }
        var spaces = cursor.column - afterMarker.column
        if spaces >= 5 || spaces < 1 || cursor.offset >= cursor.end {
            cursor = afterMarker
            if spaces > 0 { cursor.advance(columns: 1) }
            spaces = 1
        }
        return .item(
            indent: markerIndent + index - start + spaces, hasContent: false,
            isParenthesized: isParenthesized)
    }

    /// `[^label]:` at the start of a line becomes an item of a list; its text may follow on the
    /// line or be indented by four columns, as in cmark-gfm.
    private mutating func openFootnote(_ cursor: inout LineCursor, at place: Place) -> Container? {
        guard traits.contains(.footnotes), let label = footnoteLabel(at: cursor.nonspace, to: cursor.end),
            cursor.peek(label.upperBound + 1) == ASCII.colon
        else { return nil }
        for container in containers[..<place.depth] {
            if case .footnote = container { return nil }
        }
        if !place.isOpened, place.depth < containers.count,
            case .item(_, _, true) = containers[place.depth]
        {
            separate(at: place)
        }
        // Without its indentation, for a footnote goes on at four columns wherever it begins.
        define(label, column: cursor.offset - thisLine + 1)
        copy(upTo: cursor.offset)
        cursor.advance(bytes: label.upperBound + 2 - cursor.offset)
        cursor.skipIndent()
        out.append("01) ")
        copied = cursor.offset
        if cursor.isBlank { out.append(PreparedSource.comment) }
        return .footnote
    }

    private mutating func define(_ label: Range<Int>, column: Int) {
        prepared.marks.append(
            BlockMark(line: outputLine, column: column, kind: .footnote(prepared.footnotes.count)))
        let name = PreparedSource.normalized(text.slice(label.lowerBound, label.upperBound))
        if prepared.footnoteLabels[name] == nil {
            prepared.footnoteLabels[name] = prepared.footnotes.count
        } else {
            report(
                .duplicateFootnote, at: label.lowerBound,
                "the footnote “\(name)” is defined already; give this one another label.")
        }
        prepared.footnotes.append(FootnoteDefinition(label: label))
    }

    /// The label of `[^label]` that begins at `start`.
    func footnoteLabel(at start: Int, to end: Int) -> Range<Int>? {
        guard start + 3 < end, text[start + 1] == ASCII.caret else { return nil }
        var index = start + 2
        let limit = min(end, index + Budget.labelBytes)
        while index < limit, text[index] != ASCII.closeBracket {
            if text[index] == ASCII.openBracket || text[index].isSpace || text[index] == 0 { return nil }
            index += 1
        }
        guard index < limit, index > start + 2 else { return nil }
        return start + 2..<index
    }

    /// Keeps a list of footnotes and a list of the writer's apart with a line between them.
    private mutating func separate(at place: Place) {
        copy(upTo: thisLine)
        writePrefix(depth: place.depth)
        out.append(PreparedSource.comment)
        out.append(ASCII.lineFeed)
        prepared.marks.append(BlockMark(line: outputLine, kind: .separator))
        mapLine(outputLine, to: line, isFixed: true)
        addedLines += 1
        mapLine(outputLine, to: line, isFixed: false)
    }

    /// What continues the outer containers on a line of ours.
    mutating func writePrefix(depth: Int) {
        for container in containers[..<depth] {
            switch container {
            case .quote: out.append("> ")
            case .item(let indent, _, _): for _ in 0..<indent { out.append(ASCII.space) }
            case .footnote: out.append("    ")
            }
        }
    }

    mutating func mapLine(_ outputLine: Int, to source: Int, isFixed: Bool) {
        if prepared.lines.last?.line == outputLine { prepared.lines.removeLast() }
        prepared.lines.append((outputLine, source, isFixed))
    }
}
