// A layout: a Mustache template, taken apart once for each language.

internal import KnowledgeBase
internal import Mustache

/// A layout that is ready to be filled in.
///
/// The template is rendered once, with a mark in the place of everything that differs from page to
/// page; filling in a page is then a matter of joining bytes. So a layout has no sections over
/// what differs from page to page, and no partials: what may be there or not is part of a fragment.
struct Layout<Mark: LayoutMark>: Sendable {
    private enum Segment: Sendable {
        case bytes([UInt8])
        case escaped(Mark)
        case raw(Mark)
        /// A mark that has a line for itself. Without anything to stand there the line is left out.
        case line(Mark)
    }

    private let segments: [Segment]

    /// Reads a template.
    ///
    /// - Parameters:
    ///   - constants: what is the same on all pages of a language.
    /// - Throws: ``BuildError/content(_:)``.
    init(_ template: LayoutTemplate, constants: [String: String], words: InterfaceWords) throws {
        let marks = Mark.allCases.map(\.rawValue)
        let sections = marks.flatMap { ["{{#\($0)}}", "{{^\($0)}}"] }
        for part in ["{{>", "{{<"] + sections where template.text.contains(part) {
            throw template.error(at: part, "\(part) cannot stand in a layout: take it out.")
        }
        var context = words.all.merging(constants) { _, constant in constant }
        let names = Set(context.keys).union(marks)
        // The template engine takes a section over "" for one that is there.
        context = context.filter { !$0.value.isEmpty }
        for mark in marks { context[mark] = "\u{E000}\(mark)<\u{E001}" }
        for unknown in template.names where !names.contains(String(unknown)) {
            var reason = "there is nothing called {{\(unknown)}}"
            if let nearest = Spelling.nearest(to: String(unknown), in: names.sorted()) {
                reason += ": did you mean {{\(nearest)}}?"
            } else {
                reason += ": take it out."
            }
            throw template.error(at: unknown, reason)
        }
        segments = Self.segments(of: try template.rendered(context))
    }

    /// The whole page, or the part of one.
    func fill(capacity: Int = 16 * 1024, _ value: (Mark) -> [UInt8]) -> [UInt8] {
        var page = PageBuffer(capacity: capacity)
        for segment in segments {
            switch segment {
            case .bytes(let bytes): page.raw(bytes)
            case .raw(let mark): page.raw(value(mark))
            case .line(let mark):
                let bytes = value(mark)
                page.raw(bytes)
                if let last = bytes.last, last != UInt8(ascii: "\n") { page.raw("\n") }
            case .escaped(let mark): page.text(String(decoding: value(mark), as: UTF8.self))
            }
        }
        return page.bytes
    }

    // A mark stands between two characters of the private use area. The `<` in it becomes `&lt;`
    // where the template escapes it.
    private static func segments(of rendered: String) -> [Segment] {
        var segments: [Segment] = []
        let lineFeed = UInt8(ascii: "\n")
        var before = lineFeed
        for (number, part) in rendered.split(separator: "\u{E000}", omittingEmptySubsequences: false)
            .enumerated()
        {
            guard number > 0, let end = part.firstIndex(of: "\u{E001}") else {
                segments.append(.bytes(Array(part.utf8)))
                before = part.utf8.last ?? lineFeed
                continue
            }
            let name = part[..<end]
            var rest = Array(part[part.index(after: end)...].utf8)
            let isLine = before == lineFeed && rest.first == lineFeed
            before = rest.last ?? 0
            if name.hasSuffix("&lt;") {
                if let mark = Mark(rawValue: String(name.dropLast(4))) { segments.append(.escaped(mark)) }
            } else if let mark = Mark(rawValue: String(name.dropLast())) {
                segments.append(isLine ? .line(mark) : .raw(mark))
                if isLine { rest.removeFirst() }
            }
            segments.append(.bytes(rest))
        }
        return segments
    }
}
