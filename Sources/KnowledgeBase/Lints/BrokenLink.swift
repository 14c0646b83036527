// Links to articles and files that are not there, or not for readers.

extension Lint {
    static let brokenLink = Lint(
        name: "broken-link", severity: .error,
        summary: "A link leads to an article or a file that is not there.",
        explanation: """
            Links are paths from one file to another, so a file that was renamed or moved breaks them. \
            Write the path from the article's own folder, with the ending: `../billing/refund.md`. In a \
            snippet, the path begins at the snippet's file. A link to a draft or an internal article is \
            broken for readers, too. What begins with `/` is an address of the site, and something must \
            lie there.
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
            Example(
                [
                    "guides/install.md": page("Install"),
                    "secret.md": page("Secret", fields: ["draft: true"]),
                    "a.md": page("A", "[One](/guides/instal/#x), [two](/pricing), [three](/secret/)"),
                ],
                finds: [
                    "a.md:4:7: error: nothing lies at /guides/instal/: did you mean “guides/install.md#x”? "
                        + "[broken-link]",
                    "a.md:4:33: error: nothing lies at /pricing: mend the address, or take this away. "
                        + "[broken-link]",
                    "a.md:4:52: error: readers do not see secret.md, so they see the link's words alone: take "
                        + "the link away, or publish that article. [broken-link]",
                ]),
            Example(
                [
                    "_snippets/window.md": "[Refunds](billing/refund.md), [right](../billing/refund.md)",
                    "billing/refund.md": page("Refund", "{{> window}}"), "a.md": page("A", "{{> window}}"),
                ],
                finds: [
                    "_snippets/window.md:1:11: error: there is no _snippets/billing/refund.md: did you mean "
                        + "“../billing/refund.md”? [broken-link]"
                ]),
        ],
        nonTriggering: [
            Example([
                "guides/install.md": page("Install", "[The file](plan.pdf), [the folder](../guides/)"),
                "guides/plan.pdf": "",
                "a.md": page("A", "[I](guides/install.md), [web](https://example.org/x.md)"),
            ]),
            Example([
                "site.yaml": "base_url: https://example.org/help\nlanguages: [en, de]\n",
                "guides/install.md": page("Install", fields: ["aliases: [/old]"], "[Plan](plan.pdf)"),
                "guides/plan.pdf": "", "_static/form.html": "",
                "guides/install.de.md": page(
                    "Installieren", fields: ["translates: 9194e4ca2a1674f6"]),
                "a.md": page(
                    "A",
                    """
                    [One](/help/guides/install/), [two](/help/guides/install), [three](/help/guides/),
                    [four](/help/guides/install/index.md), [five](/help/old), [six](/help/form.html),
                    [seven](/help/guides/plan.pdf), [eight](/help/search/?q=x), [nine](/help/de/search/),
                    [ten](/help/ask), [eleven](/help/), [twelve](/help/de/guides/install/),
                    [thirteen](/guides/install/), [another host](//example.com/x)
                    """),
            ]),
        ],
        check: { subject in
            var paths = PathNames(subject)
            var addresses = SiteAddresses(subject)
            let settings = subject.knowledgeBase.settings
            return subject.inLinks { article, link, target in
                guard !link.isImage else { return nil }
                if link.destination.isEmpty {
                    return "the link has no destination: write one between its parentheses."
                }
                switch target {
                case .missing(let path):
                    let file = ArticleFindings.file(link.snippet, in: article.path)
                    return paths.message(link.destination, meaning: path, in: file)
                case .hidden(let path):
                    return "readers do not see \(path), so they see the link's words alone: take the link "
                        + "away, or publish that article."
                case .outside:
                    return "“\(link.destination)” leads out of the content folder: copy the file here, or "
                        + "link to its whole address."
                case .elsewhere where SiteAddresses.isAddress(link.destination):
                    let path = addresses.path(link.destination)
                    if addresses.place(path).isThere { return nil }
                    let file = ArticleFindings.file(link.snippet, in: article.path)
                    return paths.message(link.destination, at: path, in: file)
                case .article, .collection, .elsewhere, .file: return nil
                }
            }
        })
}
