// What the text of an article holds that others need to know: links, headings, problems.

public import Markdown

/// What was found in an article's text when it was rendered. It is kept with the cache, so that the
/// links of articles that have not changed can be checked again when others have.
public struct ArticleFindings: Sendable, Equatable {
    /// A link or an image.
    public struct Link: Sendable, Equatable {
        /// The destination as written.
        public let destination: String
        /// Whether it is an image.
        public let isImage: Bool
        /// Whether it has words; an image, a description.
        public let hasText: Bool
        /// Whether the reader sees the address itself.
        public let isBareAddress: Bool
        /// The snippet that it stands in; `nil` for the article itself.
        public let snippet: String?
        /// The line in its file, from 1.
        public let line: Int
        /// The column, from 1.
        public let column: Int

        /// A link as it was found.
        public init(
            destination: String, isImage: Bool, hasText: Bool, isBareAddress: Bool, snippet: String?,
            line: Int, column: Int
        ) {
            self.destination = destination
            self.isImage = isImage
            self.hasText = hasText
            self.isBareAddress = isBareAddress
            self.snippet = snippet
            self.line = line
            self.column = column
        }
    }

    /// Links and images, in the order of the page.
    public var links: [Link] = []
    /// The headings, in the order of the page, without a first one that became the title.
    public var headings: [Heading] = []
    /// What links can lead to beside headings: ids and names in raw HTML, footnotes.
    public var anchors: [String] = []
    /// The names of the snippets that it includes, directly or through others.
    public var snippets: [String] = []
    /// What is wrong with the text itself.
    public var problems: [Diagnostic] = []

    /// Nothing found.
    public init() {}

    /// Findings as they were kept.
    public init(
        links: [Link], headings: [Heading], anchors: [String] = [], snippets: [String] = [],
        problems: [Diagnostic]
    ) {
        self.links = links
        self.headings = headings
        self.anchors = anchors
        self.snippets = snippets
        self.problems = problems
    }

    /// What a rendered text holds.
    ///
    /// - Parameters:
    ///   - document: the text.
    ///   - path: the article's path.
    ///   - snippets: the names of the snippets that were asked for while it was rendered.
    public init(_ document: MarkdownDocument, of path: String, snippets: Set<String> = []) {
        links = document.links.map { use in
            Link(
                destination: use.destination, isImage: use.isImage, hasText: use.hasText,
                isBareAddress: use.isBareAddress, snippet: use.snippet, line: use.line, column: use.column)
        }
        headings = document.outline
        anchors = HTMLAnchors.find(in: document.bytes, apartFrom: headings)
        self.snippets = snippets.sorted()
        problems = document.problems.map { problem in
            Diagnostic(
                problem.code.rawValue, .error, file: Self.file(problem.snippet, in: path), line: problem.line,
                column: problem.column, problem.message)
        }
    }

    /// The file of something that stands in a snippet or in the article itself.
    static func file(_ snippet: String?, in path: String) -> String {
        snippet.map { "_snippets/\($0).md" } ?? path
    }
}
