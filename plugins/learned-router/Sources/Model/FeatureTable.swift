// Finds a feature's number and weight.

internal import Glibc

/// A view of a model's vocabulary; it lives no longer than the memory it looks at.
struct FeatureTable {
    /// A number + 1 for each slot, 0 where there is none; a power of two slots.
    let slots: UnsafeBufferPointer<UInt32>
    /// The features' keys.
    let keys: UnsafeBufferPointer<UInt64>
    /// How rare each is.
    let rarities: UnsafeBufferPointer<Float>

    /// The weight of words and phrases together, of characters, and of pairs, each as a length.
    private static let lengths: [Float] = [1, 1, 0.5]

    /// A text as the classifier calculates with it.
    struct Reading {
        /// The known features, in no order that means anything, and their values.
        var entries: [(column: Int32, value: Float)] = []
        /// The share of the text's words that no example had, from 0 to 1; 1 when it has no words.
        var unseenShare: Float = 1
    }

    /// So many slots for a number of features.
    static func slotCount(features: Int) -> Int {
        var count = 16
        while count < features * 2 { count *= 2 }
        return count
    }

    /// The slots for some keys.
    static func slots(_ keys: [UInt64]) -> [UInt32] {
        var slots = [UInt32](repeating: 0, count: slotCount(features: keys.count))
        let mask = slots.count - 1
        for (number, key) in keys.enumerated() {
            var slot = Int(truncatingIfNeeded: key >> 2) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number + 1)
        }
        return slots
    }

    /// A feature's number; `nil` when it is not known.
    @inline(__always)
    func number(of key: UInt64) -> Int? {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: key >> 2) & mask
        // A file whose slots are all taken would let this run for ever: a full round is enough.
        for _ in 0..<slots.count {
            let entry = Int(slots[slot])
            if entry == 0 || entry > keys.count { return nil }
            if keys[entry - 1] == key { return entry - 1 }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Weighs a text's features: 1 + ln of how often, times how rare, each kind of feature brought to
    /// a length of its own (Salton, Buckley 1988).
    func read(_ text: SentenceFeatures) -> Reading {
        var reading = Reading()
        var squares: (Float, Float, Float) = (0, 0, 0)
        var words = 0
        var seen = 0
        for (key, count) in zip(text.keys, text.counts) {
            let kind = key & 3
            if kind == FeatureKind.word.rawValue { words += Int(count) }
            guard let number = number(of: key) else { continue }
            let value = (count == 1 ? 1 : 1 + logf(Float(count))) * rarities[number]
            reading.entries.append((Int32(number), value))
            switch kind {
            case FeatureKind.characters.rawValue: squares.1 += value * value
            case FeatureKind.pair.rawValue: squares.2 += value * value
            default: squares.0 += value * value
            }
            if kind == FeatureKind.word.rawValue { seen += Int(count) }
        }
        if words > 0 { reading.unseenShare = Float(words - seen) / Float(words) }
        let scales = zip(Self.lengths, [squares.0, squares.1, squares.2]).map { length, square in
            square > 0 ? length / square.squareRoot() : 0
        }
        for entry in reading.entries.indices {
            switch keys[Int(reading.entries[entry].column)] & 3 {
            case FeatureKind.characters.rawValue: reading.entries[entry].value *= scales[1]
            case FeatureKind.pair.rawValue: reading.entries[entry].value *= scales[2]
            default: reading.entries[entry].value *= scales[0]
            }
        }
        return reading
    }
}
