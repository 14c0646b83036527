// Random numbers that are the same on every run.

/// SplitMix64 (Steele, Lea, Flood 2014): a training with one seed is one model, byte for byte.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    /// A sequence of its own for every seed.
    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but without 1.
    mutating func unit() -> Float {
        Float(next() >> 40) * 0x1p-24
    }

    /// Brings the numbers into an order by chance (Fisher and Yates).
    mutating func shuffle(_ numbers: inout [Int32]) {
        for last in stride(from: numbers.count - 1, to: 0, by: -1) {
            numbers.swapAt(last, Int(next() % UInt64(last + 1)))
        }
    }
}
