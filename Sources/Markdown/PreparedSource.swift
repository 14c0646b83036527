// A text as cmark shall see it, and the way back to what its writer wrote.

/// The result of the pass before cmark.
struct PreparedSource {
    /// A line of ours that is rendered as nothing: an HTML block that interrupts paragraphs and
    /// ends on the same line.
    static let comment: StaticString = "<!---->"

    /// What was written.
    let source: Bytes
    var marks: [BlockMark] = []
    var tables: [TableShape] = []
    var directives: [Directive] = []
    var footnotes: [FootnoteDefinition] = []
    /// Normalized labels to indices of ``footnotes``.
    var footnoteLabels: [String: Int] = [:]
    var tokens: [InlineToken] = []
    /// Where lines were put in: from this line on, a source line each, or all the same one.
    var lines: [(line: Int, source: Int, isFixed: Bool)] = []
    var problems: [PlacedProblem] = []
    /// The first thing found to be over the budget.
    var excess: PlacedProblem?

    init(source: Bytes) { self.source = source }

    /// The source line, from 0, of a line that cmark saw, from 1.
    func sourceLine(_ line: Int) -> Int {
        guard !lines.isEmpty else { return line - 1 }
        var low = 0
        var high = lines.count
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].line <= line { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return line - 1 }
        let entry = lines[low - 1]
        return entry.isFixed ? entry.source : entry.source + line - entry.line
    }

    /// The last mark at or before a line that cmark saw.
    func mark(atOrBefore line: Int) -> BlockMark? {
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].line <= line { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? marks[low - 1] : nil
    }

    /// A label in the form that two equal ones share (CommonMark 0.30, section 6.3, without the
    /// white space, which footnote labels cannot have).
    static func normalized(_ label: Bytes) -> String { label.string.lowercased() }
}

/// A problem at a place of the source that is being read.
struct PlacedProblem {
    let code: MarkdownProblem.Code
    /// From 0.
    let line: Int
    /// In bytes, from 0.
    let column: Int
    let message: String
}
