// Images that are not there.

extension Lint {
    static let missingImage = Lint(
        name: "missing-image", severity: .error,
        summary: "An article shows an image that is not there.",
        explanation: """
            Write the path from the article's own folder to the image: `![The order page](orders.png)`; in a \
            snippet, from the snippet's file. Only what lies in the content folder becomes part of the site. \
            `![Logo](/logo.png)` shows what lies in `_static/`.
            """,
        triggering: [
            Example(
                [
                    "a.md": page("A", "![One](pictures/order.png) ![Two](order.png)"),
                    "pictures/orders.png": "",
                    "b.md": page(
                        "B", "![Three](../shot.png) ![Four](pictures/orders.png) ![Five](/five.png)"),
                ],
                finds: [
                    "a.md:4:8: error: there is no pictures/order.png: did you mean “pictures/orders.png”? "
                        + "[missing-image]",
                    "a.md:4:35: error: there is no order.png: mend the path, or take this away. "
                        + "[missing-image]",
                    "b.md:4:10: error: “../shot.png” leads out of the content folder: copy the image here. "
                        + "[missing-image]",
                    "b.md:4:60: error: nothing lies at /five.png: mend the address, or put it into _static/. "
                        + "[missing-image]",
                ])
        ],
        nonTriggering: [
            Example([
                "a.md": page("A", "![One](one.png) ![Three](/three.png)"),
                "one.png": "", "_static/three.png": "",
            ])
        ],
        check: { subject in
            var paths = PathNames(subject)
            var addresses = SiteAddresses(subject)
            let settings = subject.knowledgeBase.settings
            return subject.inLinks { article, link, target in
                guard link.isImage else { return nil }
                if link.destination.isEmpty {
                    return "the image has no path: write one between its parentheses."
                }
                switch target {
                case .missing(let path):
                    let file = ArticleFindings.file(link.snippet, in: article.path)
                    return paths.message(link.destination, meaning: path, in: file)
                case .outside:
                    return "“\(link.destination)” leads out of the content folder: copy the image here."
                case .article, .collection, .hidden:
                    return "“\(link.destination)” is no image: write the path of one."
                case .elsewhere where SiteAddresses.isAddress(link.destination):
                    if addresses.place(addresses.path(link.destination)).isThere { return nil }
                    return "nothing lies at \(link.destination): mend the address, or put it into _static/."
                case .elsewhere, .file: return nil
                }
            }
        })
}
