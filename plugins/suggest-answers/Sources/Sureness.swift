// How sure it is that an article answers.

internal import Glibc
internal import PluginKit

/// How sure it is that the first of some found articles answers, and what that is made of.
///
/// A logistic regression over three figures, each a number that can be told in words. What they weigh was
/// fitted by Tests/Benchmarks/answer_precision.py on CovidFAQ, Astro's and Cranfield's queries and every
/// second thread of StackFAQ that the project has, with a tenth of the answers taken out in turn; the
/// other threads and the queries over the two help centres took no part in it.
struct Sureness: Equatable {
    /// What the figures weigh: root of the evidence, share of the title, root of the lead, beginning.
    static let weights = (evidence: 9.51, title: 2.72, lead: 3.18, offset: -4.73)
    /// An article whose next best is nearer than this stands for more than one: which of them it is, a
    /// person says.
    static let leastLead = 0.05
    /// The sureness from which answers were right often enough on what the weights were fitted on.
    static let usualThreshold = 0.74

    /// How strongly the words of the question stand in the article, from 0 to 1.
    let evidence: Double
    /// The share of its title that the question says, from 0 to 1.
    let title: Double
    /// How far behind the next best one is, as a share of the first one's score, from 0 to 1.
    let lead: Double

    /// - Parameter found: best first, not empty.
    init(_ first: FoundArticle, of found: [FoundArticle]) {
        evidence = first.evidence
        title = first.titleShare
        let next = found.dropFirst().first { Self.isOther($0, than: first) }
        lead = first.score > 0 ? min(1, max(0, 1 - Double(next?.score ?? 0) / Double(first.score))) : 0
    }

    /// From 0 to 1.
    var value: Double {
        let odds =
            Self.weights.evidence * evidence.squareRoot() + Self.weights.title * title
            + Self.weights.lead * lead.squareRoot() + Self.weights.offset
        return 1 / (1 + exp(-odds))
    }

    /// Whether the first is ahead of all others.
    var isClear: Bool { lead >= Self.leastLead }

    /// Pages of one name say one thing; two questions of one page say two.
    private static func isOther(_ other: FoundArticle, than first: FoundArticle) -> Bool {
        func path(_ article: FoundArticle) -> Substring { article.address.prefix { $0 != "#" } }
        return path(other) == path(first) || other.page != first.page
    }
}
