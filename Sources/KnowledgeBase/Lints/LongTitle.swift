// Titles that nobody sees the end of.

extension Lint {
    /// About what search engines show of a title.
    private static let maximumTitle = 70

    static let longTitle = Lint(
        name: "long-title", severity: .warning,
        summary: "A title has more than 70 characters.",
        explanation: """
            Search engines, tabs and lists cut a title off. Say in it what the page answers, and the rest \
            in `description`.
            """,
        triggering: [
            Example(
                ["a.md": page(String(repeating: "Word ", count: 14) + "B")],
                finds: [
                    "a.md:2:1: warning: the title has 71 characters: say it in 70, and the rest in "
                        + "`description`. [long-title]"
                ]),
            Example(
                ["a.md": "\n# " + String(repeating: "ä", count: 80) + "\n\nText.\n"],
                finds: [
                    "a.md:2:1: warning: the title has 80 characters: say it in 70, and the rest in "
                        + "`description`. [long-title]"
                ]),
        ],
        nonTriggering: [Example(["a.md": page(String(repeating: "Wörd ", count: 14))])],
        check: { subject in
            subject.inArticles { article, _ in
                // No text has more characters than bytes.
                guard article.title.utf8.count > maximumTitle, article.title.count > maximumTitle else {
                    return []
                }
                let message =
                    "the title has \(article.title.count) characters: say it in \(maximumTitle), and the rest in "
                    + "`description`."
                return [subject.finding(aboutTitleOf: article, message)]
            }
        })
}
