// A writer's text as Markdown that stands for itself: variables and snippets filled in, links
// leading where they lead from elsewhere.

/// What is put in the place of what only the help centre understands.
public struct MarkdownRewriting {
    /// What `{{name}}` stands for.
    public var variables: [String: String]
    /// Gives the text of a snippet by its name; `nil` if there is none.
    public var snippets: (String) -> String?
    /// Gives the new destination for one as written, variables filled in, and for the name of the
    /// snippet that it stands in; `nil` for one that stays.
    public var destination: (String, String?) -> String?

    /// A way to rewrite texts.
    public init(
        variables: [String: String], snippets: @escaping (String) -> String?,
        destination: @escaping (String, String?) -> String?
    ) {
        self.variables = variables
        self.snippets = snippets
        self.destination = destination
    }

    /// The text, rewritten. Code and raw HTML stay as they are, and so does what a page would show as
    /// it is: unknown variables, and a whole text that is over the budget. Snippets that a page leaves
    /// out (unknown, within themselves, too many) are left out.
    public func callAsFunction(_ source: ArraySlice<UInt8>) -> [UInt8] {
        source.withUnsafeBufferPointer { bytes in
            var rewriter = SourceRewriter(rewriting: self)
            return rewriter.text(bytes)
        }
    }
}

/// Rewrites one text and the snippets in it.
struct SourceRewriter {
    let rewriting: MarkdownRewriting
    /// The snippets that are being read, each in the one before it.
    var around: [String] = []
    var snippetBytes = 0
    var out: [UInt8] = []

    init(rewriting: MarkdownRewriting) { self.rewriting = rewriting }

    /// Lines that belong together: a paragraph, a heading, a row of a table; or code.
    private struct Run {
        var lines: [Range<Int>]
        var isVerbatim: Bool
        var isParagraph: Bool
    }

    mutating func text(_ source: Bytes) -> [UInt8] {
        let outer = out
        out = []
        out.reserveCapacity(source.count + 256)
        defer { out = outer }
        guard let runs = Self.runs(of: source) else { return Array(source) }
        for run in runs {
            let range = run.lines[0].lowerBound..<run.lines[run.lines.count - 1].upperBound
            if run.isVerbatim {
                out += source[range]
            } else if !run.isParagraph || !includeAll(run.lines, source) {
                inlines(source.slice(range.lowerBound, range.upperBound), of: source)
            }
        }
        return out
    }

    /// The runs of a text; `nil` where it is over the budget.
    private static func runs(of source: Bytes) -> [Run]? {
        var pass = BlockPass(source, traits: SyntaxTraits(of: source), hasDirectives: true)
        var runs: [Run] = []
        var before = BlockPass.Leaf.none
        while pass.readLine() {
            let line = pass.thisLine..<pass.nextLine
            let isParagraph = pass.leaf == .paragraph
            let isVerbatim = isCode(pass.leaf) || !isParagraph && (isOpen(before) || isHTML(line, source))
            if isParagraph, before == .paragraph, !pass.isFirstParagraphLine {
                runs[runs.count - 1].lines.append(line)
            } else {
                runs.append(Run(lines: [line], isVerbatim: isVerbatim, isParagraph: isParagraph))
            }
            before = pass.leaf
        }
        return pass.prepared.excess == nil ? runs : nil
    }

    private static func isCode(_ leaf: BlockPass.Leaf) -> Bool {
        switch leaf {
        case .fence, .html, .indentedCode: true
        case .none, .paragraph, .table: false
        }
    }

    /// Whether the line behind may be the end of a block.
    private static func isOpen(_ leaf: BlockPass.Leaf) -> Bool {
        switch leaf {
        case .fence, .html: true
        case .none, .paragraph, .table, .indentedCode: false
        }
    }

    /// Whether a line that is no paragraph begins with a tag, and so is a block of HTML.
    private static func isHTML(_ line: Range<Int>, _ source: Bytes) -> Bool {
        let first = line.first { !isPrefix(source[$0]) }
        return first.map { source[$0] == ASCII.less } ?? false
    }

    /// Whether a byte may stand before a block in its line: white space, the marks of quotes and lists.
    private static func isPrefix(_ byte: UInt8) -> Bool {
        byte == ASCII.tab || byte.isDigit || " >-+*.)".utf8.contains(byte)
    }

    /// Puts the snippets in the place of a paragraph that holds nothing else, one a line.
    ///
    /// - Returns: whether it is such a paragraph; otherwise nothing is written.
    private mutating func includeAll(_ lines: [Range<Int>], _ source: Bytes) -> Bool {
        var found: [(name: String, prefix: Bytes)] = []
        for line in lines {
            let bytes = source.slice(line.lowerBound, line.upperBound)
            guard let start = bytes.firstIndex(where: { !Self.isPrefix($0) }),
                let name = Placeholder.name(in: bytes, at: start), name.isSnippet,
                bytes[name.end...].allSatisfy(\.isSpace)
            else { return false }
            found.append((name.name, bytes.slice(0, start)))
        }
        var isFirst = true
        for (name, prefix) in found {
            let inner = Self.continuation(of: prefix)
            guard let text = include(name) else { continue }
            if !isFirst { out += Self.trimmed(inner) + [ASCII.lineFeed] }
            write(text, first: isFirst ? Array(prefix) : inner, then: inner)
            isFirst = false
        }
        return true
    }

    /// The text of a snippet; `nil` for one that a page leaves out.
    private mutating func include(_ name: String) -> [UInt8]? {
        guard !around.contains(name), var source = rewriting.snippets(name) else { return nil }
        snippetBytes += source.utf8.count
        guard around.count < Budget.snippetDepth, snippetBytes <= Budget.snippetBytes else { return nil }
        around.append(name)
        defer { around.removeLast() }
        return source.withUTF8 { text($0) }
    }

    /// Writes lines, each behind what makes it part of the quotes and lists around.
    private mutating func write(_ text: [UInt8], first: [UInt8], then: [UInt8]) {
        var lines = text.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false)
        while let last = lines.last, last.allSatisfy(\.isSpace) { lines.removeLast() }
        for (number, line) in lines.enumerated() {
            let prefix = number == 0 ? first : then
            out += line.isEmpty ? Self.trimmed(prefix) : prefix + line
            out.append(ASCII.lineFeed)
        }
    }

    private static func continuation(of prefix: Bytes) -> [UInt8] {
        prefix.map { $0 == ASCII.greater || $0 == ASCII.tab ? $0 : ASCII.space }
    }

    private static func trimmed(_ prefix: [UInt8]) -> [UInt8] {
        Array(prefix[..<(prefix.lastIndex { !$0.isSpace }.map { $0 + 1 } ?? 0)])
    }
}
