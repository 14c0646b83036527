// Articles that still say what `porchlight new` wrote into them.

extension Lint {
    static let startingText = Lint(
        name: "starting-text", severity: .warning,
        summary: "An article still has the description that it began with.",
        explanation: """
            `porchlight new` writes a text to begin with. Lists and search engines show the description, \
            so readers would see it. Say in it what the article is about, and look through the rest.
            """,
        triggering: [
            Example(
                [
                    "a.md": Starter.text(of: .faq).replacing("{title}", with: "A").replacing(
                        "{date}", with: "2026-11-21")
                ],
                finds: [
                    "a.md:3:1: warning: the description is the one that the article began with: say what it is "
                        + "about. [starting-text]"
                ])
        ],
        nonTriggering: [
            Example([
                "a.md": page("A", fields: ["description: Say the answer in one word."]), "b.md": page("B"),
            ])
        ],
        check: { subject in
            subject.inArticles { article, _ in
                guard Starter.descriptions.contains(article.matter.description) else { return [] }
                let message = "the description is the one that the article began with: say what it is about."
                return [subject.finding(in: article, field: "description", message)]
            }
        })
}
