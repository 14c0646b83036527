// Translations whose original has changed since.

extension Lint {
    static let translationBehind = Lint(
        name: "translation-behind", severity: .warning,
        summary: "The original of a translation has changed, or nobody knows whether it has.",
        explanation: """
            `translates` in a translation's front matter holds the fingerprint of the original's text at \
            the time. Once the original changes, the fingerprint differs: bring the translation up to \
            date, then write the new one. A new translation is told the value to begin with.
            """,
        triggering: [
            Example(
                [
                    "a.md": page("Refund", "Within 14 days."),
                    "a.de.md": page("Erstattung", fields: ["translates: 04bd4d7a64d3ba90"]),
                    "a.ar.md": page("استرداد"),
                ],
                finds: [
                    "a.ar.md:1:1: warning: nothing tells whether this is as new as a.md: make sure that it is, "
                        + "then add `translates: 909774cc4b0c9980` to the front matter. "
                        + "[translation-behind]",
                    "a.de.md:3:1: warning: a.md has changed since this was translated: bring it up to date, then "
                        + "write `translates: 909774cc4b0c9980`. [translation-behind]",
                ])
        ],
        nonTriggering: [
            Example([
                "a.md": page("Refund", "Within 14 days.  \r\n"),
                "a.de.md": page("Erstattung", fields: ["translates: 909774cc4b0c9980"]),
                "b.de.md": page("Ohne Original"),
            ])
        ],
        check: { subject in
            let knowledgeBase = subject.knowledgeBase
            guard knowledgeBase.languages.count > 1 else { return [] }
            return subject.inArticles { article, _ in
                guard article.language != knowledgeBase.settings.language, !article.isIndex,
                    let original = knowledgeBase.translations(of: article).first,
                    original.language == knowledgeBase.settings.language,
                    let fingerprint = subject.fingerprint(of: original),
                    article.matter.translates != fingerprint
                else { return [] }
                guard article.matter.translates != nil else {
                    let message =
                        "nothing tells whether this is as new as \(original.path): make sure that it is, then add "
                        + "`translates: \(fingerprint)` to the front matter."
                    return [Finding(file: article.path, message: message)]
                }
                let message =
                    "\(original.path) has changed since this was translated: bring it up to date, then write "
                    + "`translates: \(fingerprint)`."
                return [subject.finding(in: article, field: "translates", message)]
            }
        })
}
