// Headings that leave out a level.

internal import Markdown

extension Lint {
    static let headingJump = Lint(
        name: "heading-jump", severity: .warning,
        summary: "A heading is more than one level below the one before it.",
        explanation: """
            Screen readers and the page's outline take levels for structure: a `####` below a `##` looks \
            as if something was left out (WCAG 2.2, 1.3.1). The title is level 1, so a text begins with `##`.
            """,
        triggering: [
            Example(
                ["a.md": page("A", "## One\n\n#### Two\n")],
                finds: [
                    "a.md:6:1: warning: “Two” is a heading of level 4 below one of level 2: write it with 3 "
                        + "hashes. [heading-jump]"
                ]),
            Example(
                ["a.md": page("A", "{{> s}}"), "_snippets/s.md": "Text.\n\n### Deep\n"],
                finds: [
                    "_snippets/s.md:3:1: warning: “Deep” is a heading of level 3 below one of level 1: write it "
                        + "with 2 hashes. [heading-jump]"
                ]),
        ],
        nonTriggering: [Example(["a.md": page("A", "## One\n\n### Two\n\n#### Three\n\n## Four\n")])],
        check: { subject in
            subject.inArticles { article, findings in
                var above = 1
                return findings.headings.compactMap { heading in
                    defer { above = heading.level }
                    guard heading.level > above + 1 else { return nil }
                    return Finding(
                        file: ArticleFindings.file(heading.snippet, in: article.path), line: heading.line,
                        message:
                            "“\(heading.title)” is a heading of level \(heading.level) below one of level "
                            + "\(above): write it with \(above + 1) hashes.")
                }
            }
        })
}
