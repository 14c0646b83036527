// Searching an index.

internal import Synchronization

/// An index that is open for searching. Its files are loaded when a query needs them.
public final class SearchReader: Sendable {
    private let shelf: Mutex<IndexShelf>

    /// Opens an index.
    ///
    /// - Parameter load: gives the bytes of a file of the index by its name; `nil` if there is none.
    /// - Throws: ``SearchIndexError``, or what `load` throws.
    public init(load: @escaping @Sendable (String) throws -> [UInt8]?) throws {
        shelf = Mutex(try IndexShelf(load: load))
    }

    /// Finds answers.
    ///
    /// - Returns: at most `limit` answers, best first; equal scores stand in the site's order.
    /// - Throws: ``SearchIndexError``, or what the loading of files throws.
    public func search(_ query: String, limit: Int = 10) throws -> SearchOutcome {
        try shelf.withLock { shelf in
            let plan = try QueryPlan(QueryWords(query), &shelf)
            var ranker = Ranker(weights: shelf.head.weights)
            let hits: [Ranker.Hit]
            do {
                hits = try ranker.rank(plan, &shelf, limit: max(0, limit))
            } catch is PackedReader.Unreadable {
                throw SearchIndexError.damaged(file: IndexFormat.indexName)
            }
            let passages = try PassageChoice(plan, &shelf)
            let answers = try hits.map { try Self.answer($0, plan, passages, &shelf) }
            return SearchOutcome(
                answers: answers, words: try plan.groups.map { try Self.words($0, &shelf) },
                shares: hits.map(\.shares),
                unknown: plan.unknown.map { String(decoding: $0, as: UTF8.self) })
        }
    }

    private static func words(
        _ group: QueryGroup, _ shelf: inout IndexShelf
    ) throws -> [SearchOutcome.Word] {
        try group.alternatives.map {
            SearchOutcome.Word(
                typed: String(decoding: group.form, as: UTF8.self),
                taken: String(decoding: try shelf.written($0.form), as: UTF8.self),
                reason: $0.reason.rawValue, weight: $0.weight, isFunctionWord: $0.term.isFunctionWord)
        }
    }

    private static func answer(
        _ hit: Ranker.Hit, _ plan: QueryPlan, _ passages: PassageChoice, _ shelf: inout IndexShelf
    ) throws -> SearchAnswer {
        let text = try shelf.text(of: hit.unit)
        let section = text.sections.indices.contains(hit.section) ? text.sections[hit.section] : nil
        let figures = Confidence.figures(
            of: hit, plan, title: text.isQuestion ? text.sections.first?.heading ?? "" : text.page,
            in: shelf.head.vocabulary)
        return SearchAnswer(
            source: text.source, url: text.url, anchor: section?.anchor ?? "", page: text.page,
            heading: section?.heading ?? "", breadcrumb: text.breadcrumb, kind: text.kind,
            passage: section.map { passages.part(of: $0.passage) } ?? "", score: hit.score,
            confidence: Double(Confidence.thousandths(figures)) / 1000,
            figures: [figures.share, figures.evidence, figures.title])
    }
}
