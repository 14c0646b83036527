// Headings without words.

internal import Markdown

extension Lint {
    static let emptyHeading = Lint(
        name: "empty-heading", severity: .warning,
        summary: "A heading has no words.",
        explanation: """
            Who reads with a screen reader jumps from heading to heading and lands on nothing. Write what \
            follows, or take the hashes away.
            """,
        triggering: [
            Example(
                ["a.md": page("A", "## \n\nText.")],
                finds: [
                    "a.md:4:1: warning: this heading has no words: write some, or take it away. [empty-heading]"
                ])
        ],
        nonTriggering: [Example(["a.md": page("A", "## ![Lamp](lamp.png)\n\nText."), "lamp.png": ""])],
        check: { subject in
            subject.inArticles { article, findings in
                findings.headings.filter(\.title.isEmpty).map {
                    Finding(
                        file: ArticleFindings.file($0.snippet, in: article.path), line: $0.line,
                        message: "this heading has no words: write some, or take it away.")
                }
            }
        })
}
