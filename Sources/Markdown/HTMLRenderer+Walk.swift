// The walk over the tree, and the small things that every block needs.

internal import CCmark

extension HTMLRenderer {
    /// Renders everything below `root`. Iterative, so that nesting costs no stack.
    mutating func walk(_ root: OpaquePointer) {
        guard let iterator = cmark_iter_new(root) else { return }
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
            let type = cmark_node_get_type(node)
            if event == CMARK_EVENT_ENTER {
                if type.rawValue >= CMARK_NODE_TEXT.rawValue {
                    enterInline(node, type)
                } else if enterBlock(node, type) {
                    cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT)
                }
            } else if type.rawValue >= CMARK_NODE_TEXT.rawValue {
                exitInline(node, type)
            } else {
                exitBlock(node, type)
            }
        }
    }

    @inline(__always)
    mutating func write(_ markup: StaticString) { html.append(markup) }

    /// Begins a new line unless one has just begun.
    @inline(__always)
    mutating func writeLineStart() {
        if let last = html.last, last != ASCII.lineFeed { html.append(ASCII.lineFeed) }
    }

    /// Writes text, escaped, and adds it to the section's words.
    @inline(__always)
    mutating func emit(_ words: Bytes) {
        html.append(escaping: words)
        text.append(words)
    }

    /// The section's words go on in a new line.
    @inline(__always)
    mutating func collectLineEnd() {
        if let last = text.last, last != ASCII.lineFeed { text.append(ASCII.lineFeed) }
    }

    mutating func report(_ problem: PlacedProblem, in snippet: String? = nil) {
        guard problems.count < Budget.problems else { return }
        let first = snippet == nil ? options.firstLine : 1
        problems.append(
            MarkdownProblem(
                code: problem.code, snippet: snippet, line: problem.line + first,
                column: problem.column + 1, message: problem.message))
    }

    /// Reports a problem where `needle` stands in the source of `node`. A stranger has nothing to
    /// put right.
    mutating func report(
        _ code: MarkdownProblem.Code, _ needle: Bytes, at node: OpaquePointer, _ message: String
    ) {
        guard !isStranger, problems.count < Budget.problems, let frame else { return }
        let place = frame.place(of: needle, from: node)
        report(
            PlacedProblem(code: code, line: place.line, column: place.column, message: message),
            in: frame.snippet)
    }

    /// The mark that stands exactly at a node's first line.
    func mark(at node: OpaquePointer) -> BlockMark? {
        let line = Int(cmark_node_get_start_line(node))
        guard let mark = frame?.prepared.mark(atOrBefore: line), mark.line == line else { return nil }
        return mark
    }
}
