// How sure a share is that was counted on a few.

internal import FoundationEssentials

/// A share with its interval at 95 % (Wilson, “Probable inference, the law of succession, and statistical
/// inference”, Journal of the American Statistical Association 22, 1927).
public struct WilsonInterval: Sendable, Equatable, Encodable {
    /// How many did.
    public let count: Int
    /// Of how many.
    public let of: Int
    /// The lower end of the interval, from 0 to 1.
    public let low: Double
    /// Its upper end.
    public let high: Double

    /// A share of nothing lies anywhere.
    public init(_ count: Int, of total: Int) {
        self.count = count
        of = total
        guard total > 0 else {
            low = 0
            high = 1
            return
        }
        let (z, n) = (1.959_963_984_540_054, Double(total))
        let p = Double(count) / n
        let center = (p + z * z / (2 * n)) / (1 + z * z / n)
        let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
        low = max(0, center - half)
        high = min(1, center + half)
    }

    /// `80 % (62 % to 91 %, 20 of 25)`.
    public var words: String {
        guard of > 0 else { return "none to compare with" }
        func percent(_ share: Double) -> String { "\((share * 1_000).rounded() / 10) %" }
        return
            "\(percent(Double(count) / Double(of))) (\(percent(low)) to \(percent(high)), \(count) of \(of))"
    }
}
