// Images that a screen reader has nothing to say about.

extension Lint {
    static let missingAltText = Lint(
        name: "missing-alt-text", severity: .warning,
        summary: "An image has no description.",
        explanation: """
            People who cannot see an image, and search, know of it only what stands between the brackets. \
            Say what it shows: `![The refund button at the top right](refund.png)` (WCAG 2.2, 1.1.1).
            """,
        triggering: [
            Example(
                ["a.md": page("A", "![](orders.png)"), "orders.png": ""],
                finds: [
                    "a.md:4:5: warning: the image has no description: say between its brackets what it shows. "
                        + "[missing-alt-text]"
                ])
        ],
        nonTriggering: [Example(["a.md": page("A", "![The order page](orders.png)"), "orders.png": ""])],
        check: { subject in
            subject.inLinks { _, link, _ in
                link.isImage && !link.hasText
                    ? "the image has no description: say between its brackets what it shows." : nil
            }
        })
}
