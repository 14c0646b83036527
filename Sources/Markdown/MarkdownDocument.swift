// One Markdown text, parsed and rendered once: its HTML, its outline, its plain text by section.

/// A text after parsing (by cmark) and rendering (by us): CommonMark 0.30 with GFM's tables,
/// strikethrough, task lists, bare addresses and footnotes, and the blocks of a help centre.
///
/// It is a pure function of the text, the options, the snippets and the resolver. Time grows with
/// the length of the text; one that would cost more is over the budget, is shown as it is in a
/// `<pre>`, and has a problem that says why.
public struct MarkdownDocument: Sendable {
    /// The text as HTML in UTF-8.
    public let bytes: [UInt8]
    /// The text of a first heading that was lifted out; see ``MarkdownOptions/liftsTitle``.
    public let leadingTitle: String?
    /// The text cut at its headings, in order; the first has no heading.
    public let sections: [Section]
    /// The links and images of a writer's text, in order.
    public let links: [LinkUse]
    /// What a writer should put right, in the order of the text, then of the snippets; the first
    /// hundred that were found.
    public let problems: [MarkdownProblem]

    /// The text as HTML.
    public var html: HTML { HTML(safe: String(decoding: bytes, as: UTF8.self)) }

    /// The headings in the order of the page.
    public var outline: [Heading] { sections.compactMap(\.heading) }

    /// Parses and renders a text.
    ///
    /// - Parameters:
    ///   - source: what was written, front matter left out.
    ///   - options: what it may contain.
    ///   - snippets: gives the text of a snippet by its name, without front matter; `nil` if there
    ///     is none.
    ///   - resolver: gives the addresses of links and images.
    public init(
        parsing source: String, options: MarkdownOptions = MarkdownOptions(),
        snippets: (String) -> String? = { _ in nil }, resolver: some LinkResolver = PlainLinks()
    ) {
        var source = source
        self = withoutActuallyEscaping(snippets) { snippets in
            source.withUTF8 { bytes in
                CmarkArena.during {
                    var renderer = HTMLRenderer(
                        options, capacity: bytes.count + bytes.count / 4, resolver: resolver,
                        snippets: snippets)
                    renderer.render(bytes)
                    return MarkdownDocument(&renderer)
                }
            }
        }
    }

    /// Parses and renders a text with nothing but its links to change.
    ///
    /// - Parameters:
    ///   - source: what was written.
    ///   - trust: whose words these are.
    ///   - resolveLink: gives the address to write for a link's or image's destination.
    public init(parsing source: String, trust: Trust, resolveLink: (String) -> String = { $0 }) {
        var options = MarkdownOptions()
        options.trust = trust
        self = withoutActuallyEscaping(resolveLink) { resolve in
            MarkdownDocument(parsing: source, options: options, resolver: LinkFunction(resolve: resolve))
        }
    }

    /// Parses and renders a writer's text with nothing but its links to change.
    public init(parsing source: String, resolveLink: (String) -> String) {
        self.init(parsing: source, trust: .writer, resolveLink: resolveLink)
    }

    private init(_ renderer: inout HTMLRenderer) {
        bytes = Array(renderer.html.bytes)
        leadingTitle = renderer.leadingTitle
        sections = renderer.sections
        links = renderer.links
        problems = renderer.problems.sorted {
            ($0.snippet ?? "", $0.line, $0.column) < ($1.snippet ?? "", $1.line, $1.column)
        }
    }
}
