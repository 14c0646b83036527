// The pass before cmark: follows the blocks of a text and rewrites what only extensions know.

/// Follows CommonMark's block structure line by line (0.30, appendix "A parsing strategy"), finds
/// tables, footnotes and directives where they can stand, and writes them in a form that cmark
/// parses in place; see ``BlockMark``. It also measures how deeply blocks and brackets nest.
struct BlockPass: ~Copyable {
    enum Container {
        case quote
        /// A list item whose text begins `indent` columns into it.
        case item(indent: Int, hasContent: Bool, isParenthesized: Bool)
        case footnote
    }

    enum Leaf: Equatable {
        case none
        case paragraph
        case fence(byte: UInt8, length: Int)
        case html(HTMLBlockKind)
        case indentedCode
        case table(Int)
    }

    /// How far reading and writing had come before a line, to take the line back.
    struct Snapshot {
        var written: Int
        var copied: Int
    }

    let text: Bytes
    let traits: SyntaxTraits
    let hasDirectives: Bool
    var prepared: PreparedSource
    var out: ByteBuffer
    /// Everything before this is written.
    var copied = 0
    var containers: [Container] = []
    var leaf = Leaf.none
    /// The source line, from 0.
    var line = 0
    /// Lines put in so far.
    var addedLines = 0
    /// Where the line begins, and where the next one does.
    var thisLine = 0
    var nextLine = 0
    /// The last line of the paragraph, from its first non-space; empty when it cannot be a head.
    var lastParagraphLine = 0..<0
    var isFirstParagraphLine = false
    var beforeParagraphLine = Snapshot(written: 0, copied: 0)
    var openBrackets = 0
    var missingCells = 0
    var escapeTokens: [UInt8: Int] = [:]
    var footnoteTokens: [String: Int] = [:]

    init(_ text: Bytes, traits: SyntaxTraits, hasDirectives: Bool) {
        self.text = text
        self.traits = traits
        self.hasDirectives = hasDirectives && traits.contains(.directives)
        prepared = PreparedSource(source: text)
        out = ByteBuffer(capacity: 64)
    }

    /// Reads the whole text. The result is in ``prepared``, and in ``out`` if it was rewritten.
    mutating func run() {
        while readLine() {}
        if isRewritten { copy(upTo: text.count) }
    }

    /// Reads the next line.
    ///
    /// - Returns: whether there was one.
    mutating func readLine() -> Bool {
        let start = line == 0 && text.hasPrefix("\u{FEFF}") ? 3 : nextLine
        guard start < text.count, prepared.excess == nil else { return false }
        var end = start
        while end < text.count, text[end] != ASCII.lineFeed, text[end] != ASCII.carriageReturn {
            end &+= 1
        }
        var next = end + 1
        if end < text.count, text[end] == ASCII.carriageReturn, next < text.count,
            text[next] == ASCII.lineFeed
        {
            next += 1
        }
        thisLine = start
        nextLine = min(next, text.count)
        process(LineCursor(text, from: start, to: end))
        line += 1
        return true
    }

    /// Whether cmark shall see ``out`` and not the text itself.
    var isRewritten: Bool { copied > 0 }

    /// The current line in what cmark sees, from 1.
    var outputLine: Int { line + addedLines + 1 }

    /// Writes the source up to an offset as it is.
    mutating func copy(upTo end: Int) {
        guard end > copied else { return }
        out.append(text.slice(copied, end))
        copied = end
    }

    mutating func exceed(_ code: MarkdownProblem.Code, at offset: Int, _ message: String) {
        guard prepared.excess == nil else { return }
        prepared.excess = PlacedProblem(
            code: code, line: line, column: offset - lineStart(of: offset), message: message)
    }

    mutating func report(_ code: MarkdownProblem.Code, at offset: Int, _ message: String) {
        prepared.problems.append(
            PlacedProblem(
                code: code, line: line, column: offset - lineStart(of: offset), message: message))
    }

    private func lineStart(of offset: Int) -> Int {
        var start = offset
        while start > 0, text[start - 1] != ASCII.lineFeed, text[start - 1] != ASCII.carriageReturn {
            start -= 1
        }
        return start
    }
}
