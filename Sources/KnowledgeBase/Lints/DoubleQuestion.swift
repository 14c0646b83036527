// Two articles that ask the same.

internal import Markdown

extension Lint {
    static let doubleQuestion = Lint(
        name: "double-question", severity: .warning,
        summary: "Two articles of one language ask the same question.",
        explanation: """
            Titles, the questions of an FAQ and `asked_as` count as the same when they differ in case, \
            punctuation and small words alone. Readers cannot tell which answer is theirs, and sooner or \
            later the two differ. Bring them together, or say in each what is special about it.
            """,
        triggering: [
            Example(
                [
                    "a.md": page("How do I get a refund?"),
                    "b.md": page("Get refund", fields: ["asked_as:", "  - Where is my money"]),
                    "faq.md": page("Money", fields: ["kind: faq"], "## WHERE is the money?\n\nHere.\n"),
                ],
                finds: [
                    "b.md:2:1: warning: a.md asks the same, “How do I get a refund?”: bring the two together, or "
                        + "say in each what is special about it. [double-question]",
                    "faq.md:5:1: warning: b.md asks the same, “Where is my money”: bring the two together, or say "
                        + "in each what is special about it. [double-question]",
                ]),
            Example(
                [
                    "a.de.md": page("Wie ändere ich meine Adresse?"), "b.de.md": page("Adresse ÄNDERN"),
                    "c.de.md": page("Ändere die Adresse!"), "site.yaml": "languages: [en, de]\n",
                ],
                finds: [
                    "c.de.md:2:1: warning: a.de.md asks the same, “Wie ändere ich meine Adresse?”: bring the two "
                        + "together, or say in each what is special about it. [double-question]"
                ]),
        ],
        nonTriggering: [
            Example([
                "a.md": page("Turn off", fields: ["asked_as: [Turn off!]"]), "b.md": page("Turn on"),
                "c.md": page("Use C++", "## Turn off\n"), "d.md": page("Use C#"), "e.md": page("How to"),
                "billing/index.md": page("Turn on"), "billing/f.md": page("Can I?"),
            ])
        ],
        check: { subject in
            var first: [FoldedQuestion: (file: String, text: String)] = [:]
            return subject.inArticles { article, findings in
                guard !article.isIndex else { return [] }
                /// What an article of the same question says, when it is another one.
                func message(_ text: String) -> String? {
                    let folded = FoldedQuestion(text, language: article.language)
                    guard let other = first[folded] else {
                        first[folded] = (article.path, text)
                        return nil
                    }
                    guard other.file != article.path else { return nil }
                    return
                        "\(other.file) asks the same, “\(other.text)”: bring the two together, or say in each "
                        + "what is special about it."
                }
                var found = message(article.title).map { [subject.finding(aboutTitleOf: article, $0)] } ?? []
                if article.matter.kind == .faq {
                    found += findings.headings.filter { $0.level == 2 }.compactMap { heading in
                        message(heading.title).map {
                            Finding(
                                file: ArticleFindings.file(heading.snippet, in: article.path),
                                line: heading.line, message: $0)
                        }
                    }
                }
                found += article.matter.askedAs.compactMap { phrase in
                    message(phrase).map {
                        subject.finding(in: article, field: "asked_as", value: phrase, $0)
                    }
                }
                return found
            }
        })
}
