// Which answers come first.

/// Adds up what the words of a query earn in each answer.
struct Ranker {
    /// An answer that was found.
    struct Hit {
        let unit: Int
        let score: Int
        let section: Int
        /// What each word earned, in the order of the groups.
        let shares: [Int]
    }

    /// What impacts are at most.
    static let mostImpact = 31

    private let weights: RankingWeights
    private var groups: [(group: QueryGroup, lists: [PostingList])] = []

    init(weights: RankingWeights) {
        self.weights = weights
    }

    /// The best answers; equal ones in the order of the site.
    ///
    /// - Throws: ``PackedReader/Unreadable`` when a list names an answer that is not there.
    mutating func rank(
        _ plan: QueryPlan, _ shelf: inout IndexShelf, limit: Int
    ) throws -> [Hit] {
        for group in plan.groups {
            groups.append((group, try group.alternatives.map { try shelf.postings(of: $0.term) }))
        }
        defer { shelf.earnings.clear() }
        for (group, lists) in groups { try shelf.earnings.add(group, lists) }
        addPairs(&shelf.earnings)
        return shelf.earnings.first(limit).map { unit in
            Hit(
                unit: unit, score: shelf.earnings.scores[unit], section: section(unit),
                shares: groups.map { share($0.group, $0.lists, unit) })
        }
    }

    /// Neighbours in the query that are neighbours in a title or heading.
    private func addPairs(_ earnings: inout Earnings) {
        let places = groups.indices.filter { !groups[$0].group.isBeside }
        for (first, second) in zip(places, places.dropFirst()) {
            guard let list = groups[first].lists.first, let next = groups[second].group.alternatives.first
            else {
                continue
            }
            let earned =
                weights.pair * Self.mostImpact * min(groups[first].group.weight, groups[second].group.weight)
                / 64
            for unit in list.pairs[next.term.number] ?? [] where unit < earnings.count {
                earnings.add(max(1, earned), to: unit)
            }
        }
    }

    private func share(_ group: QueryGroup, _ lists: [PostingList], _ unit: Int) -> Int {
        zip(group.alternatives, lists).reduce(0) { most, pair in
            pair.1.find(unit).map { max(most, pair.0.weight * Int(pair.1.impacts[$0])) } ?? most
        }
    }

    /// The section of an answer that most of the score comes from.
    private func section(_ unit: Int) -> Int {
        var votes: [Int: Int] = [:]
        for (group, lists) in groups {
            var best = (earned: 0, section: 0)
            for (alternative, list) in zip(group.alternatives, lists) {
                guard let place = list.find(unit) else { continue }
                let earned = alternative.weight * Int(list.impacts[place])
                if earned > best.earned { best = (earned, Int(list.sections[place])) }
            }
            votes[best.section, default: 0] += best.earned
        }
        return votes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    }
}
