// What to read next.

internal import KnowledgeBase

extension SiteContext {
    /// The most articles that are named as related.
    private static let relatedLimit = 5

    /// Articles to read next: those that the writer names, then those of the same language that
    /// share its rarest tags.
    func related(to position: Int) -> [Int] {
        let article = knowledgeBase.articles[position]
        var chosen: [Int] = []
        for path in article.matter.related {
            let target = knowledgeBase.target(of: path, in: article, isFile: { _ in false }).target
            if case .article(let other) = target, other != position, !chosen.contains(other) {
                chosen.append(other)
            }
        }
        var scores: [Int: Double] = [:]
        for tag in article.matter.tags {
            let sharing = tagged[tag] ?? []
            for other in sharing where other != position && !chosen.contains(other) {
                if knowledgeBase.articles[other].language == article.language {
                    scores[other, default: 0] += 1 / Double(sharing.count)
                }
            }
        }
        let byTags = scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
        return Array((chosen + byTags).prefix(Self.relatedLimit))
    }
}
