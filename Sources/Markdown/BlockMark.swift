// What the pass before cmark leaves behind for the renderer.

/// A line of the rewritten text that means more than cmark can see. Cells, titles of directives
/// and their ends are written as headings, for these need no empty lines around them (which would
/// make a list loose), their text is parsed alone, and the reference map stays cmark's. Footnotes
/// are written as list items, whose continuation rule is the same.
struct BlockMark {
    enum Kind {
        /// The cells of a table, from this line on: an index into ``PreparedSource/tables``.
        case table(Int)
        /// The title of a directive: an index into ``PreparedSource/directives``.
        case open(Int)
        /// `:::`
        case close
        /// A footnote's definition: an index into ``PreparedSource/footnotes``.
        case footnote(Int)
        /// A comment of ours that keeps two lists apart.
        case separator
    }

    /// The line in what cmark sees, from 1.
    let line: Int
    /// The column of a footnote's item, in bytes from 1, for other blocks may begin on its line.
    var column = 0
    let kind: Kind
}

/// A table's shape; its cells are in the tree.
struct TableShape {
    enum Alignment: UInt8 {
        case none, left, center, right
    }

    var alignments: [Alignment]
    /// How many cells each row has in the tree; the first row is the head.
    var rows: [Int] = []
    /// Cells in all rows.
    var cells = 0
}

/// A block between `:::name` and `:::`.
struct Directive {
    enum Kind {
        case details, tabs, tab, steps
    }

    let kind: Kind
    let hasTitle: Bool
}

/// A footnote's definition.
struct FootnoteDefinition {
    /// The label as written.
    let label: Range<Int>
}
