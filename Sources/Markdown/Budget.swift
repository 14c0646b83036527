// Limits on everything that a text could use to cost more time than its length.

/// The limits of one text. cmark 0.30.2 takes time in proportion to depth times lines on nested
/// lists with blank lines, and to open brackets times links within a paragraph (`![[]()` repeated);
/// both are checked before it sees the text.
enum Budget {
    /// Bytes of a stranger's text.
    static let strangerBytes = 64 << 10
    /// Quotes, list items and footnotes within each other.
    static let depth = 50
    /// Square brackets that are open at once in a paragraph.
    static let openBrackets = 500
    /// Columns of a table.
    static let columns = 500
    /// Cells that rows lack and that are filled in, for a short text; a longer one may have as
    /// many as it has bytes.
    static let missingCells = 10_000
    /// Snippets within snippets.
    static let snippetDepth = 8
    /// Bytes of all snippets that a text includes, each as often as it is included.
    static let snippetBytes = 1 << 20
    /// Problems of one kind of text that are kept; a writer does not read more at once.
    static let problems = 100
    /// Bytes of `[[key]]` and `{{name}}` between the brackets.
    static let nameBytes = 64
    /// Bytes of a footnote's label (CommonMark's limit for link labels is 999 characters).
    static let labelBytes = 999
}
