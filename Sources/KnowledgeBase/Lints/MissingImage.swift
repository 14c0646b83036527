// Images that are not there.

extension Lint {
    static let missingImage = Lint(
        name: "missing-image", severity: .error,
        summary: "An article shows an image that is not there.",
        explanation: """
            Write the path from the article's own folder to the image: `![The order page](orders.png)`. \
            Only what lies in the content folder becomes part of the site.
            """,
        triggering: [
            Example(
                [
                    "a.md": page("A", "![One](pictures/order.png) ![Two](order.png)"),
                    "pictures/orders.png": "",
                    "b.md": page("B", "![Three](../shot.png) ![Four](pictures/orders.png)"),
                ],
                finds: [
                    "a.md:4:8: error: there is no pictures/order.png: did you mean “pictures/orders.png”? "
                        + "[missing-image]",
                    "a.md:4:35: error: there is no order.png: mend the path, or take this away. "
                        + "[missing-image]",
                    "b.md:4:10: error: “../shot.png” leads out of the content folder: copy the image here. "
                        + "[missing-image]",
                ])
        ],
        nonTriggering: [
            Example([
                "a.md": page("A", "![One](one.png) ![Two](https://example.org/two.png) ![Three](/three.png)"),
                "one.png": "",
            ])
        ],
        check: { subject in
            var paths = PathNames(subject)
            return subject.inLinks { article, link, target in
                guard link.isImage else { return nil }
                if link.destination.isEmpty {
                    return "the image has no path: write one between its parentheses."
                }
                switch target {
                case .missing(let path):
                    return paths.message(link.destination, meaning: path, in: article.path)
                case .outside:
                    return "“\(link.destination)” leads out of the content folder: copy the image here."
                case .article, .collection, .hidden:
                    return "“\(link.destination)” is no image: write the path of one."
                case .elsewhere, .file: return nil
                }
            }
        })
}
