// GFM's tables: a paragraph's last line and a row of hyphens below it.

extension BlockPass {
    enum ParagraphLine {
        case first, continued, lazy
    }

    /// A line of a paragraph. The row of hyphens turns the line before it into a table's head.
    mutating func paragraphLine(_ cursor: LineCursor, _ kind: ParagraphLine) {
        if kind == .continued, traits.contains(.tables), !lastParagraphLine.isEmpty, !cursor.isIndented,
            let alignments = delimiterRow(cursor), beginTable(alignments)
        {
            return
        }
        leaf = .paragraph
        beforeParagraphLine = Snapshot(written: out.count, copied: copied)
        lastParagraphLine = kind == .lazy ? 0..<0 : cursor.nonspace..<cursor.end
        isFirstParagraphLine = kind == .first
        writeInlines(cursor.nonspace, cursor.end)
    }

    private func delimiterRow(_ cursor: LineCursor) -> [TableShape.Alignment]? {
        switch cursor.byte {
        case ASCII.bar, ASCII.colon, ASCII.hyphen: break
        default: return nil
        }
        for index in cursor.nonspace..<cursor.end {
            switch text[index] {
            case ASCII.bar, ASCII.colon, ASCII.hyphen, ASCII.space, ASCII.tab: break
            default: return nil
            }
        }
        var alignments: [TableShape.Alignment] = []
        var cells = TableCells(text, cursor.nonspace..<cursor.end)
        while let cell = cells.next() {
            var start = cell.lowerBound
            var end = cell.upperBound
            guard start < end else { return nil }
            let isLeft = text[start] == ASCII.colon
            if isLeft { start += 1 }
            let isRight = end > start && text[end - 1] == ASCII.colon
            if isRight { end -= 1 }
            guard start < end, text.slice(start, end).allSatisfy({ $0 == ASCII.hyphen }) else { return nil }
            alignments.append(isLeft ? (isRight ? .center : .left) : (isRight ? .right : .none))
        }
        return alignments.isEmpty ? nil : alignments
    }

    private mutating func beginTable(_ alignments: [TableShape.Alignment]) -> Bool {
        var count = 0
        var cells = TableCells(text, lastParagraphLine)
        while cells.next() != nil { count += 1 }
        guard count == alignments.count else { return false }
        guard count <= Budget.columns else {
            exceed(
                .tableTooLarge, at: lastParagraphLine.lowerBound,
                "this table has more than \(Budget.columns) columns; split it up.")
            return true
        }
        out.truncate(to: beforeParagraphLine.written)
        copied = beforeParagraphLine.copied
        let head = lastParagraphLine
        if isFirstParagraphLine {
            copy(upTo: head.lowerBound)
        } else {
            var start = head.lowerBound
            while start > copied, text[start - 1] != ASCII.lineFeed, text[start - 1] != ASCII.carriageReturn {
                start -= 1
            }
            copy(upTo: start)
            writePrefix(depth: containers.count)
        }
        prepared.tables.append(TableShape(alignments: alignments))
        leaf = .table(prepared.tables.count - 1)
        let nextLine = nextLine
        line -= 1
        prepared.marks.append(BlockMark(line: outputLine, kind: .table(prepared.tables.count - 1)))
        writeRow(head, isPrefixed: true, of: prepared.tables.count - 1)
        line += 1
        addedLines -= 1
        mapLine(outputLine + 1, to: line + 1, isFixed: false)
        copied = nextLine
        return true
    }

    /// A further row; `false` when the line has no cell and ends the table.
    mutating func tableRow(_ cursor: LineCursor, of table: Int) -> Bool {
        let row = cursor.nonspace..<cursor.end
        var cells = TableCells(text, row)
        guard cells.next() != nil else { return false }
        writeRow(row, isPrefixed: false, of: table)
        copied = nextLine
        return true
    }

    /// Writes a row's cells, each as a heading on a line of its own.
    private mutating func writeRow(_ row: Range<Int>, isPrefixed: Bool, of table: Int) {
        if !isPrefixed { copy(upTo: thisLine) }
        let columns = prepared.tables[table].alignments.count
        var cells = TableCells(text, row)
        var count = 0
        mapLine(outputLine, to: line, isFixed: true)
        while count < columns, let cell = cells.next() {
            if !isPrefixed || count > 0 { writePrefix(depth: containers.count) }
            out.append(ASCII.hash)
            if !cell.isEmpty {
                out.append(ASCII.space)
                writeCell(cell.lowerBound, cell.upperBound)
                out.append(" #")
            }
            out.append(ASCII.lineFeed)
            count += 1
        }
        prepared.tables[table].rows.append(count)
        prepared.tables[table].cells += count
        addedLines += count - 1
        mapLine(outputLine + 1, to: line + 1, isFixed: false)
        missingCells += columns - count
        if missingCells > max(Budget.missingCells, text.count) {
            exceed(
                .tableTooLarge, at: row.lowerBound,
                "too many rows of the table lack cells; write them out, or split the table up.")
        }
    }
}

/// The cells of a row, trimmed (GFM 0.29, section 4.10). A bar after a backslash is text.
struct TableCells {
    private let text: Bytes
    private var index: Int
    private let end: Int

    init(_ text: Bytes, _ row: Range<Int>) {
        self.text = text
        var end = row.upperBound
        while end > row.lowerBound, text[end - 1].isSpace { end -= 1 }
        self.end = end
        index = row.lowerBound
        if index < end, text[index] == ASCII.bar { index += 1 }
        skipBlanks()
    }

    mutating func next() -> Range<Int>? {
        guard index < end else { return nil }
        let start = index
        while index < end, text[index] != ASCII.bar || index > start && text[index - 1] == ASCII.backslash {
            index += 1
        }
        var last = index
        while last > start, text[last - 1].isSpace { last -= 1 }
        index += 1
        skipBlanks()
        return start..<last
    }

    private mutating func skipBlanks() {
        while index < end, text[index].isSpace { index += 1 }
    }
}
