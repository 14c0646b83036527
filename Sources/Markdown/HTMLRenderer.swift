// Walks cmark's tree once and writes HTML, headings, links and plain text side by side.

internal import CCmark

/// Writes the HTML of a parsed document in the form of the CommonMark 0.30 and GFM 0.29
/// specifications' examples, and the blocks of a help centre in their own form.
struct HTMLRenderer: ~Copyable {
    /// What a heading in the tree stands for; see ``BlockMark``.
    enum HeadingRole {
        case heading, cell, directive(Directive)
        /// The title of a tab outside of tabs.
        case paragraph
    }

    let options: MarkdownOptions
    let resolver: any LinkResolver
    let snippets: (String) -> String?
    let keepsRawHTML: Bool
    let isStranger: Bool
    let hasFrames: Bool
    let hasWritersBlocks: Bool

    var html: ByteBuffer
    var text = ByteBuffer(capacity: 1024)
    var classes = TextClasses()
    var sections: [Section] = []
    var links: [LinkUse] = []
    var problems: [MarkdownProblem] = []
    var leadingTitle: String?
    var identifiers: HeadingIdentifiers

    var frames: [SourceFrame] = []
    var frame: SourceFrame?
    var hasMarks = false
    var hasTokens = false
    var hasVariables = false
    var snippetBytes = 0
    /// Where tokens are put back.
    var scratch = ByteBuffer(capacity: 64)

    var openHeading: Heading?
    var headingRole = HeadingRole.heading
    var headingStart = 0
    var fixedIdentifier: String?
    var isLifting = false
    /// Whether a `<section>` of a FAQ's answer is open.
    var isAnswerOpen = false
    /// The image whose description is being written: in there, markup is dropped.
    var image: OpenLink?
    var imageReference: ImageReference?
    var isLinkedImage = false
    /// Whether the image's title is a caption and so no attribute.
    var isFigure = false
    var link: OpenLink?
    var isBareLink = false
    /// A text node of which only a part is text: a task's box, a callout's kind, a heading's id.
    var special: SpecialText?
    /// The paragraph whose first line is the title of a callout.
    var calloutTitle: OpaquePointer?
    var openCallouts: [OpaquePointer] = []
    var openTable: OpenTable?
    var openDirectives: [OpenDirective] = []
    var tabGroups = 0
    var images = 0
    var strikes = StrikeRuns()
    var footnotes: [FootnoteUse] = []
    var footnoteNames: Set<String> = []

    init(
        _ options: MarkdownOptions, capacity: Int, resolver: any LinkResolver,
        snippets: @escaping (String) -> String?
    ) {
        self.options = options
        self.resolver = resolver
        self.snippets = snippets
        keepsRawHTML = options.keepsRawHTML
        isStranger = options.trust == .stranger
        hasFrames = options.hasFrames
        hasWritersBlocks = options.hasWritersBlocks
        html = ByteBuffer(capacity: capacity)
        identifiers = HeadingIdentifiers(reserved: options.reservedIdentifiers)
    }

    /// Renders a whole text.
    mutating func render(_ source: Bytes) {
        if isStranger, source.count > Budget.strangerBytes {
            let limit = "a message may have \(Budget.strangerBytes >> 10) KiB; this one is shown as it is."
            let place = PlacedProblem(code: .textTooLong, line: 0, column: 0, message: limit)
            report(place)
            return writeVerbatim(source)
        }
        guard let frame = prepare(source, snippet: nil, owned: nil) else { return writeVerbatim(source) }
        enter(frame)
        if hasWritersBlocks, source.holds("{#") { claimIdentifiers(in: frame.root) }
        walk(frame.root)
        closeAnswer()
        if hasFootnotes { writeFootnotes() }
        closeSection()
    }

    /// Parses a text; `nil` if it is over the budget, which is then reported.
    mutating func prepare(
        _ source: Bytes, snippet: String?, owned: UnsafeMutableBufferPointer<UInt8>?
    ) -> SourceFrame? {
        var traits = SyntaxTraits(of: source)
        if !options.hasExtensions { traits.formIntersection(.suspicious) }
        if traits.isDisjoint(with: .blockPass) {
            return SourceFrame(
                PreparedSource(source: source), root: CmarkArena.parse(source), traits: traits,
                snippet: snippet, parent: frame, owned: owned)
        }
        var pass = BlockPass(source, traits: traits, hasDirectives: hasWritersBlocks)
        pass.run()
        if let excess = pass.prepared.excess {
            report(excess, in: snippet)
            owned?.deallocate()
            return nil
        }
        let root = CmarkArena.parse(pass.isRewritten ? pass.out.bytes : source)
        let placed = pass.prepared.problems
        if isStranger == false { for problem in placed { report(problem, in: snippet) } }
        return SourceFrame(
            pass.prepared, root: root, traits: traits, snippet: snippet, parent: frame, owned: owned)
    }

    /// Goes on with another text: its places, its tokens.
    mutating func enter(_ next: SourceFrame) {
        if frames.last !== next { frames.append(next) }
        resume(next)
    }

    /// Goes back to a text that was entered before.
    mutating func resume(_ next: SourceFrame) {
        frame = next
        hasMarks = !next.prepared.marks.isEmpty
        hasTokens = !next.prepared.tokens.isEmpty
        hasVariables = hasWritersBlocks && next.traits.contains(.variables)
        classes.set(
            next.traits, hasTokens: hasTokens, hasExtensions: options.hasExtensions)
    }

    /// A text that is not parsed: nothing is lost, and nothing in it is more than text.
    mutating func writeVerbatim(_ source: Bytes) {
        write("<pre>")
        html.append(escaping: source)
        write("</pre>\n")
        text.append(source)
        if frame == nil { closeSection() }
    }

    mutating func closeSection() {
        while let last = text.last, last.isSpace { text.truncate(to: text.count - 1) }
        sections.append(Section(heading: openHeading, text: text.string()))
        text.truncate(to: 0)
    }
}
