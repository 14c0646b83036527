// Headings of the title's own level.

internal import Markdown

extension Lint {
    static let secondTitle = Lint(
        name: "second-title", severity: .warning,
        summary: "A text has a heading of level 1 beside its title.",
        explanation: """
            A page has one title, and everything else stands below it: write `##`. A heading of level 1 is \
            no question of an FAQ and is not in the page's outline.
            """,
        triggering: [
            Example(
                ["a.md": "# Lamps\n\nText.\n\n# Bulbs\n\nText.\n"],
                finds: [
                    "a.md:5:1: warning: “Bulbs” is a second title: write it with 2 hashes. [second-title]"
                ]),
            Example(
                ["a.md": page("Lamps", "# Bulbs\n\nText.")],
                finds: [
                    "a.md:4:1: warning: “Bulbs” is a second title: write it with 2 hashes. [second-title]"
                ]),
        ],
        nonTriggering: [Example(["a.md": "# Lamps\n\n## Bulbs\n\n```sh\n# Bulbs\n```\n"])],
        check: { subject in
            subject.inArticles { article, findings in
                let repeated = repeatedTitle(article, findings)
                return findings.headings.filter { $0.level == 1 && !$0.title.isEmpty && $0 != repeated }.map {
                    Finding(
                        file: ArticleFindings.file($0.snippet, in: article.path), line: $0.line,
                        message: "“\($0.title)” is a second title: write it with 2 hashes.")
                }
            }
        })
}
