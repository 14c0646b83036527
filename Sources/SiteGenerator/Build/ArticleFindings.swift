// What the text of an article holds that others need to know: links, headings, problems.

internal import KnowledgeBase
internal import Markdown

/// What was found in an article's text when it was rendered. It is kept with the cache, so that the
/// links of articles that have not changed can be checked again when others have.
struct ArticleFindings: Sendable, Equatable {
    /// A link or an image.
    struct Link: Sendable, Equatable {
        let destination: String
        let isImage: Bool
        let hasText: Bool
        let isBareAddress: Bool
        let snippet: String?
        let line: Int
        let column: Int
    }

    var links: [Link] = []
    var headings: [Heading] = []
    /// What is wrong with the text itself.
    var problems: [Diagnostic] = []

    init(links: [Link], headings: [Heading], problems: [Diagnostic]) {
        self.links = links
        self.headings = headings
        self.problems = problems
    }

    init(_ document: MarkdownDocument, of path: String) {
        links = document.links.map { use in
            Link(
                destination: use.destination, isImage: use.isImage, hasText: use.hasText,
                isBareAddress: use.isBareAddress, snippet: use.snippet, line: use.line, column: use.column)
        }
        headings = document.outline
        problems = document.problems.map { problem in
            let file = problem.snippet.map { "_snippets/\($0).md" } ?? path
            return Diagnostic(
                problem.code.rawValue, .error, file: file, line: problem.line, column: problem.column,
                problem.message)
        }
    }
}
