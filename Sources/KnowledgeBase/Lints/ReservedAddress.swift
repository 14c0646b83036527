// Articles at addresses that the site needs itself.

extension Lint {
    static let reservedAddress = Lint(
        name: "reserved-address", severity: .fatal,
        summary: "An article lies at an address that the site needs itself.",
        explanation: """
            Search, assets and the files for machines have fixed places: `search`, `assets`, `404.html`, \
            `feed.xml`, `sitemap.xml`, `robots.txt`, `llms.txt`, `addresses.json`; so has the form in which \
            readers ask a person, `ask-a-person`, unless `ask` in site.yaml leads elsewhere. Rename the file or \
            the folder. No site is built until then.
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
                    "assets/logo.md:1:1: fatal: the site itself needs “assets”: rename the file or its folder. "
                        + "[reserved-address]",
                    "search.de.md:1:1: fatal: the site itself needs “search”: rename the file or its folder. "
                        + "[reserved-address]",
                    "search.md:1:1: fatal: the site itself needs “search”: rename the file or its folder. "
                        + "[reserved-address]",
                ]),
            Example(
                ["ask-a-person.md": page("Ask")],
                finds: [
                    "ask-a-person.md:1:1: fatal: the site itself needs “ask-a-person”: rename the file or its folder. "
                        + "[reserved-address]"
                ]),
        ],
        nonTriggering: [
            Example(["guides/search.md": page("Search"), "feed.md": page("Feed"), "404.md": page("404")]),
            Example(["ask-a-person.md": page("Ask"), "site.yaml": "ask: /ask-a-person/\n"]),
        ],
        check: { subject in
            subject.inArticles { article, _ in
                let path = ReservedAddresses.path(of: article, subject.knowledgeBase.settings)
                guard ReservedAddresses.isReserved(path, subject.knowledgeBase.settings) else { return [] }
                let message =
                    "the site itself needs “\(ReservedAddresses.first(path))”: rename the file or its folder."
                return [Finding(file: article.path, message: message)]
            }
        })
}
