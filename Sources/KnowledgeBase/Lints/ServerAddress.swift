// Articles at addresses that the server answers itself.

extension Lint {
    static let serverAddress = Lint(
        name: "server-address", severity: .warning,
        summary: "An article lies at an address that `porchlight serve` answers itself.",
        explanation: """
            On a plain file host such a page is there, but the server shows its own form, desk, ticket or \
            sign-in page at `/ask`, `/find`, `/desk`, `/t` and `/sign-in`, and takes votes at `/vote`. Rename \
            the file or the folder.
            """,
        triggering: [
            Example(
                ["ask.md": page("Ask"), "desk/chairs.md": page("Chairs")],
                finds: [
                    "ask.md:1:1: warning: the server answers “/ask” itself: rename the file or its folder. "
                        + "[server-address]",
                    "desk/chairs.md:1:1: warning: the server answers “/desk” itself: rename the file or its "
                        + "folder. [server-address]",
                ])
        ],
        nonTriggering: [Example(["asking.md": page("Asking"), "guides/ask.md": page("Ask")])],
        check: { subject in
            subject.inArticles { article, _ in
                let first = ReservedAddresses.first(article.outputPath)
                guard ReservedAddresses.ofServer.contains(first) else { return [] }
                let message = "the server answers “/\(first)” itself: rename the file or its folder."
                return [Finding(file: article.path, message: message)]
            }
        })
}
