// Articles that nobody has looked at for too long.

extension Lint {
    static let overdueReview = Lint(
        name: "overdue-review", severity: .warning,
        summary: "An article was not reviewed for longer than it or the site allows.",
        explanation: """
            `reviewed` is the day on which somebody last made sure that the article is true, \
            `review_after` how long that holds; `site.yaml` may say it for all. Readers see a notice on \
            such a page. Read it, correct it, and set `reviewed` to today.
            """,
        triggering: [
            Example(
                [
                    "a.md": page("A", fields: ["reviewed: 2026-08-22", "review_after: 90 days"]),
                    "b.md": page("B", fields: ["review_after: 1 year"]),
                ],
                finds: [
                    "a.md:3:1: warning: the review of 2026-08-22 was good until 2026-11-20: make sure that the "
                        + "article is still true, and write `reviewed: 2026-11-21`. [overdue-review]",
                    "b.md:3:1: warning: nobody has said when the article was reviewed: make sure that it is "
                        + "true, and write `reviewed: 2026-11-21`. [overdue-review]",
                ]),
            Example(
                ["a.md": page("A", fields: ["reviewed: 2025-11-20"]), "site.yaml": "review_after: 1 year\n"],
                finds: [
                    "a.md:3:1: warning: the review of 2025-11-20 was good until 2026-11-20: make sure that the "
                        + "article is still true, and write `reviewed: 2026-11-21`. [overdue-review]"
                ]),
        ],
        nonTriggering: [
            Example([
                "a.md": page("A", fields: ["reviewed: 2026-08-23", "review_after: 90 days"]),
                "b.md": page("B", fields: ["reviewed: 2001-01-01"]),
            ]),
            Example(["a.md": page("A"), "site.yaml": "review_after: 1 year\n"]),
        ],
        check: { subject in
            let allowed = subject.knowledgeBase.settings.reviewAfterDays
            return subject.inArticles { article, _ in
                let matter = article.matter
                guard let reviewed = matter.reviewed else {
                    guard matter.reviewAfterDays != nil else { return [] }
                    let message =
                        "nobody has said when the article was reviewed: make sure that it is true, and write "
                        + "`reviewed: \(subject.date)`."
                    return [subject.finding(in: article, field: "review_after", message)]
                }
                guard let days = matter.reviewAfterDays ?? allowed, reviewed.adding(days: days) < subject.date
                else { return [] }
                let message =
                    "the review of \(reviewed) was good until \(reviewed.adding(days: days)): make sure that the "
                    + "article is still true, and write `reviewed: \(subject.date)`."
                return [subject.finding(in: article, field: "reviewed", message)]
            }
        })
}
