// Paths in `related` and `prerequisites` that lead nowhere.

extension Lint {
    static let brokenReference = Lint(
        name: "broken-reference", severity: .error,
        summary: "`related` or `prerequisites` names an article that is not there.",
        explanation: """
            Both fields hold paths from the article's own folder, as links do. A prerequisite that does \
            not end in `.md` is plain words and always right.
            """,
        triggering: [
            Example(
                [
                    "guides/install.md": page("Install"),
                    "guides/a.md": page("A", fields: ["related:", "  - install.md", "  - instal.md"]),
                    "secret.md": page("Secret", fields: ["draft: true"]),
                    "b.md": page("B", fields: ["prerequisites: [An account, secret.md]"]),
                ],
                finds: [
                    "b.md:3:29: error: readers do not see secret.md: take it away, or publish that article. "
                        + "[broken-reference]",
                    "guides/a.md:5:5: error: there is no guides/instal.md: did you mean “install.md”? "
                        + "[broken-reference]",
                ])
        ],
        nonTriggering: [
            Example([
                "a.md": page("A", fields: ["related: b.md", "prerequisites: [b.md, An account]"]),
                "b.md": page("B"),
            ])
        ],
        check: { subject in
            var paths = PathNames(subject)
            return subject.inArticles { article, _ in
                let needs = article.matter.prerequisites.filter { $0.hasSuffix(".md") }
                let references =
                    article.matter.related.map { ("related", $0) } + needs.map { ("prerequisites", $0) }
                return references.compactMap { field, path in
                    let message: String
                    switch subject.knowledgeBase.target(of: path, in: article, isFile: { _ in false }).target
                    {
                    case .article: return nil
                    case .hidden(let path):
                        message = "readers do not see \(path): take it away, or publish that article."
                    case .missing(let target):
                        message = paths.message(path, meaning: target, in: article.path)
                    case .collection, .elsewhere, .file, .outside:
                        message = "“\(path)” is no path of an article: write one like `../billing/refund.md`."
                    }
                    return subject.finding(in: article, field: field, value: path, message)
                }
            }
        })
}
