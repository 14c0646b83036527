// Texts that repeat the page's title.

internal import Markdown

extension Lint {
    static let doubleTitle = Lint(
        name: "double-title", severity: .warning,
        summary: "A text begins with a heading that repeats the title.",
        explanation: """
            The page shows the front matter's `title` as its heading. Take the heading out of the text, or \
            the title out of the front matter: the first heading then is the title.
            """,
        triggering: [
            Example(
                ["a.md": page("Get started", "# Get Started!\n\nText.")],
                finds: [
                    "a.md:4:1: warning: the page shows its title twice: take this heading away, or `title` out "
                        + "of the front matter. [double-title]"
                ])
        ],
        nonTriggering: [
            Example(["a.md": "# Get started\n\nText.\n", "b.md": page("B", "## Another\n\nText.")])
        ],
        check: { subject in
            subject.inArticles { article, findings in
                guard let first = repeatedTitle(article, findings) else { return [] }
                let message =
                    "the page shows its title twice: take this heading away, or `title` out of the front matter."
                return [
                    Finding(
                        file: ArticleFindings.file(first.snippet, in: article.path), line: first.line,
                        message: message)
                ]
            }
        })

    /// The heading that repeats the title at the beginning of a text.
    static func repeatedTitle(_ article: Article, _ findings: ArticleFindings) -> Heading? {
        guard let first = findings.headings.first, first.level == 1, !article.titleIsHeading,
            first.title == article.title
                || FoldedQuestion(first.title, language: article.language)
                    == FoldedQuestion(article.title, language: article.language)
        else { return nil }
        return first
    }
}
