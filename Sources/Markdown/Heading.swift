// A heading of a page, the id that it is linked by, and where it was written.

/// A heading with the id that its section can be linked by.
public struct Heading: Sendable, Equatable {
    /// 1 to 6.
    public let level: Int
    /// The `id` attribute: unique on its page; empty where headings have none.
    public let id: String
    /// The heading's words without markup.
    public let title: String
    /// The snippet that it stands in; `nil` for the text itself.
    public let snippet: String?
    /// The line in its file, counted from ``MarkdownOptions/firstLine``; in a snippet from 1.
    public let line: Int

    /// A heading.
    public init(level: Int, id: String, title: String, snippet: String? = nil, line: Int = 1) {
        self.level = level
        self.id = id
        self.title = title
        self.snippet = snippet
        self.line = line
    }
}
