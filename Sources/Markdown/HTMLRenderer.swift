// Walks cmark's tree once and writes HTML, headings and plain text side by side.

internal import CCmark

/// Writes the HTML of a parsed document in the form of the CommonMark 0.30 specification's
/// examples, with ids on the headings.
struct HTMLRenderer {
    let trust: Trust
    var html: [UInt8] = []
    var text: [UInt8] = []
    var sections: [Section] = []
    var openHeading: Heading?
    var identifiers = HeadingIdentifiers()
    /// The image whose description is being written: in there, markup is dropped.
    var image: OpaquePointer?

    init(trust: Trust) {
        self.trust = trust
    }

    /// Renders everything below `root`. Iterative, so that nesting costs no stack.
    mutating func render(_ root: OpaquePointer, resolveLink: (String) -> String) {
        guard let iterator = cmark_iter_new(root) else { return }
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(iterator) else { return }
            let entering = event == CMARK_EVENT_ENTER
            if image != nil, image != node {
                describe(node, entering: entering)
            } else if cmark_node_get_type(node).rawValue < CMARK_NODE_TEXT.rawValue {
                block(node, entering: entering)
            } else {
                inline(node, entering: entering, resolveLink: resolveLink)
            }
        }
    }

    /// The finished HTML and the sections; the last one ends here.
    mutating func finish() -> (html: [UInt8], sections: [Section]) {
        closeSection()
        return (html, sections)
    }

    mutating func closeSection() {
        while text.last == UInt8(ascii: "\n") { text.removeLast() }
        sections.append(Section(heading: openHeading, text: String(decoding: text, as: UTF8.self)))
        text.removeAll(keepingCapacity: true)
    }
}

// Writing

extension HTMLRenderer {
    mutating func write(_ markup: StaticString) {
        markup.withUTF8Buffer { html.append(contentsOf: $0) }
    }

    /// Begins a new line unless one has just begun.
    mutating func writeLineStart() {
        if let last = html.last, last != UInt8(ascii: "\n") { html.append(UInt8(ascii: "\n")) }
    }

    /// Writes C text, escaped.
    mutating func writeEscaped(_ literal: UnsafePointer<CChar>?) {
        guard var pointer = literal else { return }
        while pointer.pointee != 0 {
            html.appendEscaped(UInt8(bitPattern: pointer.pointee))
            pointer += 1
        }
    }

    /// Writes C text as it is.
    mutating func writeRaw(_ literal: UnsafePointer<CChar>?) {
        guard var pointer = literal else { return }
        while pointer.pointee != 0 {
            html.append(UInt8(bitPattern: pointer.pointee))
            pointer += 1
        }
    }

    /// Adds C text to the section's plain words.
    mutating func collect(_ literal: UnsafePointer<CChar>?) {
        guard var pointer = literal else { return }
        while pointer.pointee != 0 {
            text.append(UInt8(bitPattern: pointer.pointee))
            pointer += 1
        }
    }

    mutating func collectLineEnd() {
        if let last = text.last, last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
    }
}
