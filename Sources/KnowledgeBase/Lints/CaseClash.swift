// Addresses that some hosts take for one.

extension Lint {
    static let caseClash = Lint(
        name: "case-clash", severity: .error,
        summary: "Two articles have addresses that differ in capital letters alone.",
        explanation: """
            On many disks and hosts such addresses are one, and the one page then takes the place of the \
            other. Rename one of them.
            """,
        triggering: [
            Example(
                ["Refund.md": page("Refund"), "refund.md": page("Refund policy")],
                finds: [
                    "refund.md:1:1: error: Refund.md has an address that differs in capital letters alone: "
                        + "rename one of them. [case-clash]"
                ])
        ],
        nonTriggering: [Example(["refund.md": page("Refund"), "Refunds.md": page("Refund policy")])],
        check: { subject in
            var owner: [String: Article] = [:]
            return subject.knowledgeBase.articles.compactMap { article in
                let key = article.outputPath.lowercased()
                guard let first = owner[key] else {
                    owner[key] = article
                    return nil
                }
                // One address twice is fatal, and said elsewhere.
                guard first.outputPath != article.outputPath else { return nil }
                return Finding(
                    file: article.path,
                    message:
                        "\(first.path) has an address that differs in capital letters alone: rename one of them."
                )
            }
        })
}
