// The outer layout of every page: a Mustache template, taken apart once for each language.

internal import KnowledgeBase
internal import Mustache

/// A layout that is ready to be filled in.
///
/// The template is rendered once, with a mark in the place of everything that differs from page to
/// page; filling in a page is then a matter of joining bytes. So a layout has no sections over
/// what differs from page to page, and no partials: what may be there or not is part of a fragment.
struct Layout: Sendable {
    /// What differs from page to page.
    enum Field: String, CaseIterable {
        /// The window's title.
        case title
        /// What else belongs into the head: description, canonical address, structured data.
        case head
        /// The announcement, if there is one.
        case banner
        /// The switch between languages, if there are several.
        case languages
        /// The search box, but for pages that have it in their own content.
        case search
        /// The page's own content.
        case main
        /// What kind of page it is, as a class of the body.
        case kind
    }

    private enum Segment: Sendable {
        case bytes([UInt8])
        case escaped(Field)
        case raw(Field)
    }

    private let segments: [Segment]

    /// Reads a template.
    ///
    /// - Parameters:
    ///   - constants: what is the same on all pages of a language.
    ///   - file: names the template in errors.
    /// - Throws: ``BuildError/layout(file:reason:)``.
    init(template: String, constants: [String: String], words: InterfaceWords, file: String) throws {
        let sections = Field.allCases.flatMap { ["{{#\($0.rawValue)}}", "{{^\($0.rawValue)}}"] }
        for mark in ["{{>", "{{<"] + sections where template.contains(mark) {
            throw BuildError.layout(file: file, reason: "\(mark) cannot stand in a layout: take it out.")
        }
        var context = words.all.merging(constants) { _, constant in constant }
        let names = Set(context.keys).union(Field.allCases.map(\.rawValue))
        // The template engine takes a section over "" for one that is there.
        context = context.filter { !$0.value.isEmpty }
        for field in Field.allCases { context[field.rawValue] = Self.mark(field) }
        if let unknown = Self.names(in: template).first(where: { !names.contains($0) }) {
            var reason = "there is nothing called {{\(unknown)}}"
            if let nearest = Spelling.nearest(to: unknown, in: names.sorted()) {
                reason += ": did you mean {{\(nearest)}}?"
            }
            throw BuildError.layout(file: file, reason: reason)
        }
        let rendered: String
        do {
            rendered = try MustacheTemplate(string: template).render(context)
        } catch {
            throw BuildError.layout(file: file, reason: "the template cannot be read: \(error)")
        }
        segments = Self.segments(of: rendered)
    }

    /// A whole page.
    func fill(_ value: (Field) -> [UInt8]) -> [UInt8] {
        var page = PageBuffer(capacity: 16 * 1024)
        for segment in segments {
            switch segment {
            case .bytes(let bytes): page.raw(bytes)
            case .raw(let field): page.raw(value(field))
            case .escaped(let field): page.text(String(decoding: value(field), as: UTF8.self))
            }
        }
        return page.bytes
    }

    // A mark stands between two characters of the private use area. The `<` in it becomes `&lt;`
    // where the template escapes the field.
    private static func mark(_ field: Field) -> String { "\u{E000}\(field.rawValue)<\u{E001}" }

    private static func segments(of rendered: String) -> [Segment] {
        rendered.split(separator: "\u{E000}", omittingEmptySubsequences: false).enumerated().flatMap {
            number, part -> [Segment] in
            guard number > 0, let end = part.firstIndex(of: "\u{E001}") else {
                return [.bytes(Array(part.utf8))]
            }
            let mark = part[..<end]
            let rest = Segment.bytes(Array(part[part.index(after: end)...].utf8))
            if mark.hasSuffix("&lt;"), let field = Field(rawValue: String(mark.dropLast(4))) {
                return [.escaped(field), rest]
            }
            return Field(rawValue: String(mark.dropLast())).map { [.raw($0), rest] } ?? [rest]
        }
    }

    /// The names between braces.
    private static func names(in template: String) -> [String] {
        template.matches(of: /\{\{\{?[&#^\/]?\s*([^{}!\s]+)\s*\}?\}\}/).map { String($0.1) }
    }
}
