// Addresses that articles cannot have, because something else lies there.

/// The names at the site's top that are not for articles.
enum ReservedAddresses {
    /// What a build makes itself.
    private static let ofSite: Set<Substring> = [
        "404.html", "_redirects", "addresses.json", "assets", "feed.xml", "llms.txt", "robots.txt", "search",
        "sitemap.xml",
    ]
    /// What the server answers itself.
    static let ofServer: Set<Substring> = ["ask", "desk", "sign-in", "t"]

    /// Whether the site itself needs the address of a file below the output folder.
    static func isReserved(_ outputPath: String) -> Bool {
        ofSite.contains(first(outputPath))
    }

    /// The first part of a path.
    static func first(_ path: String) -> Substring {
        path.prefix { $0 != "/" }
    }

    /// The path of an article's page without its language.
    static func path(of article: Article, _ settings: SiteSettings) -> String {
        guard article.language != settings.language else { return article.outputPath }
        return String(article.outputPath.dropFirst(article.language.utf8.count + 1))
    }
}

extension Lint {
    static let reservedAddress = Lint(
        name: "reserved-address", severity: .fatal,
        summary: "An article lies at an address that the site needs itself.",
        explanation: """
            Search, assets and the files for machines have fixed places: `search`, `assets`, `404.html`, \
            `feed.xml`, `sitemap.xml`, `robots.txt`, `llms.txt`, `addresses.json`. Rename the file or the \
            folder. No site is built until then.
            """,
        triggering: [
            Example(
                [
                    "search.md": page("Search"), "assets/logo.md": page("Logo"),
                    "search.de.md": page("Suche"),
                    "site.yaml":
                        "languages: [en, de]\nsilence:\n  - {lint: translation-behind, reason: Test}\n",
                ],
                finds: [
                    "assets/logo.md:1:1: error: the site itself needs “assets”: rename the file or its folder. "
                        + "[reserved-address]",
                    "search.de.md:1:1: error: the site itself needs “search”: rename the file or its folder. "
                        + "[reserved-address]",
                    "search.md:1:1: error: the site itself needs “search”: rename the file or its folder. "
                        + "[reserved-address]",
                ])
        ],
        nonTriggering: [
            Example(["guides/search.md": page("Search"), "feed.md": page("Feed"), "404.md": page("404")])
        ],
        check: { subject in
            subject.inArticles { article, _ in
                let path = ReservedAddresses.path(of: article, subject.knowledgeBase.settings)
                guard ReservedAddresses.isReserved(path) else { return [] }
                let message =
                    "the site itself needs “\(ReservedAddresses.first(path))”: rename the file or its folder."
                return [Finding(file: article.path, message: message)]
            }
        })

    static let serverAddress = Lint(
        name: "server-address", severity: .warning,
        summary: "An article lies at an address that `porchlight serve` answers itself.",
        explanation: """
            On a plain file host such a page is there, but the server shows its own form, desk, ticket or \
            sign-in page at `/ask`, `/desk`, `/t` and `/sign-in`. Rename the file or the folder.
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
