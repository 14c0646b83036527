// What the answers earn while a query is ranked.

/// A number for each answer, of which a query touches few: emptying it costs what filling it did.
struct Earnings {
    private(set) var scores: [Int]
    private var best: [Int]
    /// The answers that have earned something.
    private(set) var touched: [Int] = []
    private var mine: [Int] = []

    init(count: Int) {
        scores = Array(repeating: 0, count: count)
        best = scores
    }

    var count: Int { scores.count }

    mutating func add(_ earned: Int, to unit: Int) {
        if scores[unit] == 0 { touched.append(unit) }
        scores[unit] += earned
    }

    /// What a word earns where it is found: the most of what stands for it there.
    ///
    /// - Throws: ``PackedReader/Unreadable`` when a list names an answer that is not there.
    mutating func add(_ group: QueryGroup, _ lists: [PostingList]) throws(PackedReader.Unreadable) {
        for list in lists where (list.units.last ?? 0) >= scores.count { throw PackedReader.Unreadable() }
        for (alternative, list) in zip(group.alternatives, lists) {
            for (place, unit) in list.units.enumerated() {
                let earned = alternative.weight * Int(list.impacts[place])
                if best[unit] == 0 { mine.append(unit) }
                if earned > best[unit] { best[unit] = earned }
            }
        }
        for unit in mine {
            add(best[unit], to: unit)
            best[unit] = 0
        }
        mine.removeAll(keepingCapacity: true)
    }

    /// The best answers; equal ones in the order of the site.
    func first(_ most: Int) -> [Int] {
        let limit = min(most, touched.count)
        func isBefore(_ a: Int, _ b: Int) -> Bool { scores[a] != scores[b] ? scores[a] > scores[b] : a < b }
        guard touched.count > 4 * limit else { return Array(touched.sorted(by: isBefore).prefix(limit)) }
        // Most of what was touched is no better than the worst of the best.
        var kept: [Int] = []
        for unit in touched {
            if kept.count == limit {
                guard limit > 0, isBefore(unit, kept[limit - 1]) else { continue }
                kept.removeLast()
            }
            kept.insert(unit, at: kept.firstIndex { isBefore(unit, $0) } ?? kept.count)
        }
        return kept
    }

    /// Makes all zero again.
    mutating func clear() {
        for unit in touched { scores[unit] = 0 }
        touched.removeAll(keepingCapacity: true)
    }
}
