// One Markdown text, parsed and rendered once: its HTML, its outline, its plain text by section.

/// Whose words a text holds, and so what its HTML may contain.
public enum Trust: Sendable {
    /// A writer of the help centre: raw HTML is kept.
    case writer
    /// Anybody else, a customer or a plugin: raw HTML is shown as the text it is, dangerous
    /// addresses are left out, images become links.
    case stranger
}

/// A heading with the id that its section can be linked by.
public struct Heading: Sendable, Equatable {
    /// 1 to 6.
    public let level: Int
    /// The `id` attribute: unique on its page.
    public let id: String
    /// The heading's words without markup.
    public let title: String
}

/// The plain text between one heading and the next, the unit that search finds.
public struct Section: Sendable, Equatable {
    /// The heading that opens it; `nil` for what stands before the first one.
    public let heading: Heading?
    /// Its words without markup, blocks separated by a line feed.
    public let text: String
}

/// A CommonMark 0.30 text after parsing (by cmark) and rendering (by us).
public struct MarkdownDocument: Sendable {
    /// The text as HTML.
    public let html: HTML
    /// The text cut at its headings, in order; the first has no heading.
    public let sections: [Section]

    /// The headings in the order of the page.
    public var outline: [Heading] { sections.compactMap(\.heading) }

    /// Parses and renders a text.
    ///
    /// - Parameters:
    ///   - source: CommonMark.
    ///   - trust: whose words these are.
    ///   - resolveLink: gives the address to write for a link's or image's destination.
    public init(
        parsing source: String, trust: Trust = .writer, resolveLink: (String) -> String = { $0 }
    ) {
        var source = source
        self = source.withUTF8 { bytes in
            withParsedDocument(bytes) { root in
                var renderer = HTMLRenderer(trust: trust)
                renderer.render(root, resolveLink: resolveLink)
                return MarkdownDocument(renderer.finish())
            }
        }
    }

    init(_ rendered: (html: [UInt8], sections: [Section])) {
        html = HTML(safe: String(decoding: rendered.html, as: UTF8.self))
        sections = rendered.sections
    }
}
