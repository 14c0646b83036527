// A place in a line as CommonMark counts it: in columns, with tabs that can be half used up.

/// Reads the start of one line (CommonMark 0.30, section 2.2; the same steps as cmark's
/// `S_advance_offset` and `S_find_first_nonspace`, so that both see the same blocks).
struct LineCursor {
    let text: Bytes
    /// Where the line ends, its line ending left out.
    let end: Int
    private(set) var offset: Int
    private(set) var column = 0
    private(set) var isInTab = false
    /// The next byte that is neither space nor tab.
    private(set) var nonspace: Int
    /// Columns of white space before it.
    private(set) var indent = 0

    init(_ text: Bytes, from start: Int, to end: Int) {
        self.text = text
        self.end = end
        offset = start
        nonspace = start
        findNonspace()
    }

    var isBlank: Bool { nonspace >= end }
    var isIndented: Bool { indent >= 4 }

    /// The byte at the first non-space; a line feed at the end of the line.
    var byte: UInt8 { peek(nonspace) }

    func peek(_ index: Int) -> UInt8 { index < end ? text[index] : ASCII.lineFeed }

    mutating func findNonspace() {
        var column = column
        nonspace = offset
        while nonspace < end {
            if text[nonspace] == ASCII.space {
                column += 1
            } else if text[nonspace] == ASCII.tab {
                column += 4 - column % 4
            } else {
                break
            }
            nonspace += 1
        }
        indent = column - self.column
    }

    /// Moves on by bytes.
    mutating func advance(bytes count: Int) {
        for _ in 0..<max(0, count) where offset < end {
            isInTab = false
            column += text[offset] == ASCII.tab ? 4 - column % 4 : 1
            offset += 1
        }
        findNonspace()
    }

    /// Moves on by columns; a tab may be used up in part.
    mutating func advance(columns count: Int) {
        var count = count
        while count > 0, offset < end {
            if text[offset] == ASCII.tab {
                let toStop = 4 - column % 4
                isInTab = toStop > count
                let step = min(count, toStop)
                column += step
                if !isInTab { offset += 1 }
                count -= step
            } else {
                isInTab = false
                offset += 1
                column += 1
                count -= 1
            }
        }
        findNonspace()
    }

    /// Moves to the first non-space.
    mutating func skipIndent() { advance(bytes: nonspace - offset) }
}
