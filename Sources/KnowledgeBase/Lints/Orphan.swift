// Articles that nothing leads to but a long list.

extension Lint {
    /// In a shorter collection its list shows every article.
    private static let longCollection = 10

    static let orphan = Lint(
        name: "orphan", severity: .warning,
        summary:
            "No article leads to an article, although its collection is long and its neighbours are linked.",
        explanation: """
            Every article stands in its collection's list, which is enough where the list is short. In a \
            collection of ten articles or more, of which three quarters are linked from other articles, \
            one that is not was probably forgotten: link to it where readers need it, or from an \
            `index.md`. A series and `related` count, too.
            """,
        triggering: [
            Example(
                crowd(of: 10).merging(["c/forgotten.md": page("Forgotten")]) { _, new in new },
                finds: [
                    "c/forgotten.md:1:1: warning: no other article links to this one, and its collection has 11: "
                        + "link to it where readers need it. [orphan]"
                ])
        ],
        nonTriggering: [
            // Few, or few of them linked: readers find their way by the list.
            Example(crowd(of: 5).merging(["c/new.md": page("New")]) { _, new in new }),
            Example(
                Dictionary(uniqueKeysWithValues: (0..<20).map { ("c/p\($0).md", page("Page \($0)")) })
            ),
            Example(
                crowd(of: 10).merging([
                    "c/known.md": page("Known"), "c/index.md": page("C", "[Known](known.md)"),
                    "c/part.md": page("Part", fields: ["kind: tutorial", "series: Parts"]),
                ]) { _, new in new }),
        ],
        check: { subject in
            let knowledgeBase = subject.knowledgeBase
            let linked = linkedStems(subject)
            return knowledgeBase.collections.flatMap { collection -> [Finding] in
                guard collection.articles.count >= longCollection else { return [] }
                let lonely = collection.articles.map { knowledgeBase.articles[$0] }
                    .filter { !linked.contains($0.stem) }
                guard lonely.count * 4 <= collection.articles.count else { return [] }
                let message =
                    "no other article links to this one, and its collection has \(collection.articles.count): "
                    + "link to it where readers need it."
                return lonely.filter { article in
                    // Of a page in several languages, the first is enough to say it once.
                    knowledgeBase.translations(of: article).first?.path == article.path
                }.map { Finding(file: $0.path, message: message) }
            }
        })

    /// The pages that something leads to beside a list, in whatever language.
    private static func linkedStems(_ subject: LintSubject) -> Set<String> {
        let knowledgeBase = subject.knowledgeBase
        var linked: Set<String> = []
        for (position, article) in knowledgeBase.articles.enumerated() {
            if article.matter.series != nil || article.matter.kind == .announcement {
                linked.insert(article.stem)
            }
            var targets = subject.targets[position]
            for path in article.matter.related + article.matter.prerequisites {
                targets.append(knowledgeBase.target(of: path, in: article, isFile: { _ in false }).target)
            }
            for case .article(let other) in targets where other != position {
                linked.insert(knowledgeBase.articles[other].stem)
            }
        }
        return linked
    }

    /// Articles in one folder, each linking to the next.
    private static func crowd(of count: Int) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: (0..<count).map { number in
                ("c/p\(number).md", page("Page \(number)", "[Next](p\((number + 1) % count).md)"))
            })
    }
}
