// What a text may contain, and what is done with it.

/// How a text is read and rendered.
public struct MarkdownOptions: Sendable {
    /// Whose words these are.
    public var trust: Trust = .writer
    /// Whether a writer's raw HTML is kept; otherwise it is shown as the text it is.
    public var allowsRawHTML = true
    /// Whether GFM's "disallowed raw HTML" (GFM 0.29, section 6.11) is shown as text: `<script>`,
    /// `<iframe>`, `<style>` and six more.
    public var filtersTags = false
    /// Whether headings get an `id`. A stranger's headings never do.
    public var hasHeadingIdentifiers = true
    /// Whether a heading's words lead to the heading itself, so that its address can be copied. A
    /// heading that holds a link already is left as it is.
    public var hasHeadingAnchors = false
    /// Whether each heading of level 2 opens a `<section class="answer">` that ends before the next
    /// one: the questions of a FAQ.
    public var wrapsAnswers = false
    /// Whether GFM's extensions and everything built on them are understood; without them a text
    /// is plain CommonMark 0.30.
    public var hasExtensions = true
    /// Whether the blocks of a help centre are understood on top of GFM: callouts, details, tabs,
    /// steps, keys, figures, videos, code with title and copy button, variables, snippets.
    public var hasBlocks = true
    /// Whether a first block that is a heading of level 1 is left out; its text is then
    /// ``MarkdownDocument/leadingTitle``.
    public var liftsTitle = false
    /// The line of the text's first line in its file, from 1.
    public var firstLine = 1
    /// What stands in front of every `id` made here. Give each text its own where several stand
    /// on one page.
    public var identifierPrefix = ""
    /// The ids that the page around the text has: no heading gets one of them.
    public var reservedIdentifiers: Set<String> = []
    /// What `{{name}}` stands for. Values are text, never Markdown. They are filled in in text, in
    /// link addresses and in titles; code and raw HTML stay as they are.
    public var variables: [String: String] = [:]
    /// The words that blocks show, in the language of the page.
    public var words = BlockWords()

    /// A writer's text with everything on.
    public init() {}

    /// The options for somebody else's text.
    public static var stranger: MarkdownOptions {
        var options = MarkdownOptions()
        options.trust = .stranger
        return options
    }

    /// Whether directives, snippets and variables work: for writers only.
    var hasWritersBlocks: Bool { hasExtensions && hasBlocks && trust == .writer }

    /// Whether callouts, keys and the frames of tables and code are written.
    var hasFrames: Bool { hasExtensions && hasBlocks }

    var keepsRawHTML: Bool { trust == .writer && allowsRawHTML }
}
