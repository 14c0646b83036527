// Translations into a language that the site does not have.

extension Lint {
    static let unlistedLanguage = Lint(
        name: "unlisted-language", severity: .error,
        summary: "A file's name ends in a language that `site.yaml` does not list.",
        explanation: """
            Once `site.yaml` lists `languages`, the others are part of the name: `refund.fr.md` becomes a \
            page of the default language at `/refund.fr/`. Add the language to the list, or rename the file.
            """,
        triggering: [
            Example(
                [
                    "site.yaml": "languages: [en, de]\n", "refund.md": page("Refund"),
                    "refund.fr.md": page("Remboursement"),
                ],
                finds: [
                    "refund.fr.md:1:1: error: site.yaml does not list fr among its `languages`, so this is a page in "
                        + "en: add it there, or rename the file. [unlisted-language]"
                ])
        ],
        nonTriggering: [
            Example([
                "site.yaml": "languages: [en, de]\n", "refund.md": page("Refund"),
                "refund.v.md": page("Refund, the fifth"), "refund.faq.md": page("Refund questions"),
                "refund.de.md": page("Erstattung", fields: ["translates: 2b6c69aeeab19a50"]),
            ])
        ],
        check: { subject in
            let settings = subject.knowledgeBase.settings
            guard !settings.languages.isEmpty else { return [] }
            return subject.knowledgeBase.articles.compactMap { article in
                guard let language = ParsedFile.split(article.path)?.language,
                    !settings.languages.contains(language), Language.name(language) != nil
                else { return nil }
                return Finding(
                    file: article.path,
                    message:
                        "site.yaml does not list \(language) among its `languages`, so this is a page in "
                        + "\(article.language): add it there, or rename the file.")
            }
        })
}
