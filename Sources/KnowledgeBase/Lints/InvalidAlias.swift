// Old addresses that cannot lead to the new one.

extension Lint {
    static let invalidAlias = Lint(
        name: "invalid-alias", severity: .error,
        summary: "An old address is not one, is a page's own, or is claimed twice.",
        explanation: """
            Each entry of `aliases` becomes a page that leads readers on, so it must be a path of this \
            site that nothing else lies at: `/kb/12-refunds`.
            """,
        triggering: [
            Example(
                [
                    "a.md": page("A", fields: ["aliases: [kb/12, /kb?id=12, /b/, /old, /c]"]),
                    "b.md": page("B", fields: ["aliases:", "  - /old/", "  - /search"]),
                    "c/d.md": page("D"),
                ],
                finds: [
                    "a.md:3:11: error: “kb/12” is no path of this site: an old address begins with a slash and "
                        + "holds neither `?`, `#`, `..` nor spaces. [invalid-alias]",
                    "a.md:3:18: error: “/kb?id=12” is no path of this site: an old address begins with a slash "
                        + "and holds neither `?`, `#`, `..` nor spaces. [invalid-alias]",
                    "a.md:3:29: error: b.md lies at “/b/”: take the old address away. [invalid-alias]",
                    "a.md:3:40: error: the list of c lies at “/c”: take the old address away. [invalid-alias]",
                    "b.md:4:5: error: a.md claims “/old/”, too: take it away in one of them. [invalid-alias]",
                    "b.md:5:5: error: the site itself needs “/search”: take the old address away. "
                        + "[invalid-alias]",
                ])
        ],
        nonTriggering: [
            Example(["a.md": page("A", fields: ["aliases: [/kb/12-refunds, /b.html]"]), "b.md": page("B")])
        ],
        check: { subject in
            var addresses = Addresses(subject)
            return subject.inArticles { article, _ in
                article.matter.aliases.compactMap { alias in
                    addresses.message(alias, of: article).map {
                        subject.finding(in: article, field: "aliases", value: alias, $0)
                    }
                }
            }
        })
}

/// What lies at each address, collected once there is an old one.
private struct Addresses {
    private let subject: LintSubject
    private var owners: [String: String] = [:]
    private var claims: [String: String] = [:]

    init(_ subject: LintSubject) {
        self.subject = subject
    }

    /// What is wrong with an old address; `nil` when nothing is.
    mutating func message(_ alias: String, of article: Article) -> String? {
        guard let path = ArticleAddress.outputPath(ofAlias: alias) else {
            return "“\(alias)” is no path of this site: an old address begins with a slash and holds neither "
                + "`?`, `#`, `..` nor spaces."
        }
        if owners.isEmpty { fill() }
        if let owner = owners[path] { return "\(owner) lies at “\(alias)”: take the old address away." }
        if ReservedAddresses.isReserved(path, subject.knowledgeBase.settings) {
            return "the site itself needs “\(alias)”: take the old address away."
        }
        if let other = claims[path] {
            return other == article.path
                ? "“\(alias)” stands here twice: once is enough."
                : "\(other) claims “\(alias)”, too: take it away in one of them."
        }
        claims[path] = article.path
        return nil
    }

    private mutating func fill() {
        for collection in subject.knowledgeBase.collections {
            let name = collection.folder.isEmpty ? "the home page" : "the list of \(collection.folder)"
            owners[collection.outputPath] = name
        }
        for article in subject.knowledgeBase.articles { owners[article.outputPath] = article.path }
    }
}
