// GFM's tables, put together from the cells in the tree.

internal import CCmark

extension HTMLRenderer {
    /// Begins a cell or a directive's title if the heading stands for one.
    mutating func enterMarked(_ node: OpaquePointer) -> Bool {
        let line = Int(cmark_node_get_start_line(node))
        guard let frame, let mark = frame.prepared.mark(atOrBefore: line) else { return false }
        switch mark.kind {
        case .table(let index):
            let shape = frame.prepared.tables[index]
            guard line < mark.line + shape.cells else { return false }
            if openTable == nil || openTable?.firstLine != mark.line {
                closeTable()
                openTable = OpenTable(shape: shape, firstLine: mark.line)
                writeLineStart()
                if hasFrames { write("<div class=\"table\" tabindex=\"0\">\n") }
                write("<table>\n<thead>\n")
            }
            enterCell()
            return true
        case .open(let index) where mark.line == line:
            closeTable()
            enterDirective(frame.prepared.directives[index], node)
            return true
        case .close where mark.line == line:
            closeTable()
            headingRole = .cell
            closeDirective(node)
            return true
        default: return false
        }
    }

    private mutating func enterCell() {
        headingRole = .cell
        guard let table = openTable else { return }
        if table.column == 0 {
            if table.row == 1 { write("<tbody>\n") }
            write("<tr>\n")
        }
        writeCellStart(table.shape.alignments[table.column], isHead: table.row == 0)
    }

    private mutating func writeCellStart(_ alignment: TableShape.Alignment, isHead: Bool) {
        if isHead { write("<th") } else { write("<td") }
        // GFM's examples have the attribute that HTML has given up (HTML Living Standard, 16.2).
        switch alignment {
        case .none: write(">")
        case .left: if hasFrames { write(" class=\"align-left\">") } else { write(" align=\"left\">") }
        case .center: if hasFrames { write(" class=\"align-center\">") } else { write(" align=\"center\">") }
        case .right: if hasFrames { write(" class=\"align-right\">") } else { write(" align=\"right\">") }
        }
    }

    mutating func exitCell() {
        headingRole = .heading
        guard var table = openTable else { return }
        if table.row == 0 { write("</th>\n") } else { write("</td>\n") }
        table.column += 1
        if table.row < table.shape.rows.count, table.column >= table.shape.rows[table.row] {
            for column in table.column..<max(table.column, table.shape.alignments.count) {
                writeCellStart(table.shape.alignments[column], isHead: false)
                write("</td>\n")
            }
            write("</tr>\n")
            if table.row == 0 { write("</thead>\n") }
            table.row += 1
            table.column = 0
            collectLineEnd()
        } else {
            text.append(ASCII.space)
        }
        openTable = table
        if table.row == table.shape.rows.count { closeTable() }
    }

    /// Ends the table that is open.
    @inline(__always)
    mutating func closeTable() {
        if openTable != nil { endTable() }
    }

    private mutating func endTable() {
        guard let table = openTable else { return }
        openTable = nil
        if table.column > 0 { write("</tr>\n") }
        if table.row == 0 { write("</thead>\n") }
        if table.row > 1 || table.row == 1 && table.column > 0 { write("</tbody>\n") }
        write("</table>\n")
        if hasFrames { write("</div>\n") }
        collectLineEnd()
    }
}
