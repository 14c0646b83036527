// How much a rare term says, in whole numbers.

/// Logarithms without floating point, so that every reader gets the same bits.
enum Logarithm {
    /// 256 times the logarithm of a number from 1 to 2³⁰ to base 2, rounded down.
    ///
    /// The whole part is the number's bits less one. Each further bit comes of squaring the rest,
    /// kept in 15 bits, which is doubled or not.
    static func base2(_ number: Int) -> Int {
        guard number > 1 else { return 0 }
        let whole = Int.bitWidth - 1 - number.leadingZeroBitCount
        var rest = whole >= 15 ? number >> (whole - 15) : number << (15 - whole)
        var result = whole
        for _ in 0..<8 {
            rest = (rest * rest) >> 15
            result <<= 1
            if rest >= 1 << 16 {
                rest >>= 1
                result |= 1
            }
        }
        return result
    }

    /// The inverse document frequency of a term that stands in `frequency` of `count` answers:
    /// ln(1 + (N − n + ½) / (n + ½)) of BM25, to base 2 and times 256.
    static func rarity(frequency: Int, count: Int) -> Int {
        max(1, base2(2 * count + 2) - base2(2 * frequency + 1))
    }
}
