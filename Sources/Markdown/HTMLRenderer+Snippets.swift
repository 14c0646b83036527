// Snippets: a paragraph `{{> name}}` becomes the blocks of another text.

internal import CCmark

extension HTMLRenderer {
    /// Writes the snippets of a paragraph that holds nothing else, one a line.
    mutating func snippetParagraph(_ first: OpaquePointer) -> Bool {
        var names: [(Placeholder, OpaquePointer)] = []
        var next: OpaquePointer? = first
        while let node = next {
            next = cmark_node_next(node)
            switch cmark_node_get_type(node) {
            case CMARK_NODE_TEXT:
                let words = bytes(cmark_node_get_literal(node)).trimmed
                guard let name = Placeholder.name(in: words, at: 0), name.isSnippet, name.end == words.count
                else { return false }
                names.append((name, node))
            case CMARK_NODE_SOFTBREAK: break
            default: return false
            }
        }
        for (name, node) in names { include(name.name, node) }
        return true
    }

    /// Paths are named from the folder of the snippets, so there is no way out of it.
    private static func missing(_ name: String) -> String {
        var parts = name.split(separator: "/").filter { $0 != ".." && $0 != "." }.map(String.init)
        if parts.first == "_snippets" { parts.removeFirst() }
        if let last = parts.last, last.hasSuffix(".md") { parts[parts.count - 1] = String(last.dropLast(3)) }
        let plain = parts.joined(separator: "/")
        guard plain != name, !plain.isEmpty else {
            return "there is no snippet “\(name)”; write the file _snippets/\(name).md."
        }
        return "a snippet is named by its path in _snippets/ without “.md”; write {{> \(plain)}}."
    }

    private mutating func include(_ name: String, _ node: OpaquePointer) {
        guard let outer = frame else { return }
        let needle = bytes(cmark_node_get_literal(node)).trimmed
        if outer.includes(name) {
            return report(
                .cyclicSnippet, needle, at: node,
                "the snippet “\(name)” includes itself; take this line out of it.")
        }
        guard let source = snippets(name) else {
            return report(.unknownSnippet, needle, at: node, Self.missing(name))
        }
        snippetBytes += source.utf8.count
        guard outer.depth < Budget.snippetDepth, snippetBytes <= Budget.snippetBytes else {
            return report(
                .expansionTooLarge, needle, at: node,
                "snippets may be \(Budget.snippetDepth) deep and \(Budget.snippetBytes >> 20) MiB in all; "
                    + "put some of their text here.")
        }
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: source.utf8.count)
        _ = copy.initialize(from: source.utf8)
        let text = Bytes(copy)
        // A snippet over the budget frees its copy itself, after the report.
        guard let inner = prepare(text, snippet: name, owned: copy) else { return }
        let calloutTitle = calloutTitle
        self.calloutTitle = nil
        enter(inner)
        walk(inner.root)
        resume(outer)
        self.calloutTitle = calloutTitle
        collectLineEnd()
    }
}
