// The features that are worth knowing, and how much each says.

internal import Glibc

/// The features of a set of texts, numbered: what the network knows too first, then the pairs of
/// words, which the planes alone know.
struct Vocabulary {
    /// The features' keys: the network's in ascending order, then the pairs' in ascending order.
    private(set) var keys: [UInt64] = []
    /// How rare each feature is: ln((1 + n) / (1 + texts with it)) + 1.
    private(set) var rarities: [Float] = []
    /// How many features the network knows.
    private(set) var networkCount = 0
    /// From so many texts on, a feature of one text alone is not worth its place.
    private static let manyTexts = 2000

    /// Counts the features of texts.
    ///
    /// - Parameter limit: how many features there may be at most; the commonest stay.
    init(_ texts: borrowing [SentenceFeatures], _ chosen: [Int], limit: Int) {
        var frequencies = FeatureCounter(capacity: 1 << 16)
        for text in chosen {
            for key in texts[text].keys { frequencies.count(key) }
        }
        let rareIsKnown = chosen.count < Self.manyTexts
        var found = frequencies.entries.filter { key, count in
            count > 1 || (rareIsKnown && key & 3 != FeatureKind.pair.rawValue)
        }
        if found.count > limit {
            found.sort { $0.count == $1.count ? $0.key < $1.key : $0.count > $1.count }
            found.removeLast(found.count - limit)
        }
        found.sort { Self.place($0.key) < Self.place($1.key) }
        keys = found.map(\.key)
        networkCount = keys.count { $0 & 3 != FeatureKind.pair.rawValue }
        rarities = found.map { logf(Float(1 + chosen.count) / Float(1 + $0.count)) + 1 }
    }

    private static func place(_ key: UInt64) -> (Int, UInt64) {
        (key & 3 == FeatureKind.pair.rawValue ? 1 : 0, key)
    }
}

/// Counts keys: a table with open addressing, since keys are hashes already.
private struct FeatureCounter {
    private var slots: [(key: UInt64, count: Int32)]
    private var used = 0

    init(capacity: Int) {
        slots = Array(repeating: (0, 0), count: capacity)
    }

    var entries: [(key: UInt64, count: Int32)] { slots.filter { $0.count > 0 } }

    mutating func count(_ key: UInt64) {
        if used * 2 > slots.count { grow() }
        let slot = place(of: key)
        if slots[slot].count == 0 {
            slots[slot].key = key
            used += 1
        }
        slots[slot].count += 1
    }

    private func place(of key: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key >> 2) & mask
        while slots[slot].count > 0, slots[slot].key != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        var larger = FeatureCounter(capacity: slots.count * 2)
        for entry in entries { larger.slots[larger.place(of: entry.key)] = entry }
        larger.used = used
        self = larger
    }
}
