// Links to articles and files that are not there, or not for readers.

extension Lint {
    static let brokenLink = Lint(
        name: "broken-link", severity: .error,
        summary: "A link leads to an article or a file that is not there.",
        explanation: """
            Links are paths from one file to another, so a file that was renamed or moved breaks them. \
            Write the path from the article's own folder, with the ending: `../billing/refund.md`. A link \
            to a draft or an internal article is broken for readers, too.
            """,
        triggering: [
            Example(
                ["guides/install.md": page("Install"), "a.md": page("A", "See [how](guide/instal.md#now).")],
                finds: [
                    "a.md:4:11: error: there is no guide/instal.md: mend the path, or take this away. "
                        + "[broken-link]"
                ]),
            Example(
                [
                    "guides/install.md": page("Install"),
                    "a.md": page("A", "[One](guides/instal.md#x), [two](billing/install.md?y)\n[three]()."),
                ],
                finds: [
                    "a.md:4:7: error: there is no guides/instal.md: did you mean “guides/install.md#x”? "
                        + "[broken-link]",
                    "a.md:4:34: error: there is no billing/install.md: did you mean “guides/install.md?y”? "
                        + "[broken-link]",
                    "a.md:5:1: error: the link has no destination: write one between its parentheses. "
                        + "[broken-link]",
                ]),
            Example(
                [
                    "secret.md": page("Secret", fields: ["visibility: internal"]),
                    "guides/a.md": page("A", "[S](../secret.md) and [code](../../src/main.c)"),
                ],
                finds: [
                    "guides/a.md:4:5: error: readers do not see secret.md, so they see the link's words "
                        + "alone: take the link away, or publish that article. [broken-link]",
                    "guides/a.md:4:30: error: “../../src/main.c” leads out of the content folder: copy the "
                        + "file here, or link to its whole address. [broken-link]",
                ]),
        ],
        nonTriggering: [
            Example([
                "guides/install.md": page("Install", "[The file](plan.pdf), [the folder](../guides/)"),
                "guides/plan.pdf": "",
                "a.md": page(
                    "A", "[I](guides/install.md), [web](https://example.org/x.md), [site](/pricing)"),
            ])
        ],
        check: { subject in
            var paths = PathNames(subject)
            return subject.inLinks { article, link, target in
                guard !link.isImage else { return nil }
                if link.destination.isEmpty {
                    return "the link has no destination: write one between its parentheses."
                }
                switch target {
                case .missing(let path):
                    return paths.message(link.destination, meaning: path, in: article.path)
                case .hidden(let path):
                    return "readers do not see \(path), so they see the link's words alone: take the link "
                        + "away, or publish that article."
                case .outside:
                    return "“\(link.destination)” leads out of the content folder: copy the file here, or "
                        + "link to its whole address."
                case .article, .collection, .elsewhere, .file: return nil
                }
            }
        })
}
