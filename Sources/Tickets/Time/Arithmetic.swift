// Whole numbers as clocks need them.

internal import FoundationEssentials

extension FixedWidthInteger {
    /// The quotient, rounded towards negative infinity: the second before 1970 lies on the day before.
    func flooredDivision(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// What the floored division leaves: never negative for a positive divisor.
    func flooredRemainder(by divisor: Self) -> Self {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }

    /// The digits with zeros in front.
    func padded(to width: Int) -> String {
        let digits = String(magnitude)
        return (self < 0 ? "-" : "") + String(repeating: "0", count: Swift.max(0, width - digits.count))
            + digits
    }
}

extension Date {
    /// Whole milliseconds since 1970, the nearest; far away dates are held at the ends of what a
    /// clock can say.
    var milliseconds: Int64 {
        let value = (timeIntervalSince1970 * 1000).rounded()
        // About 30,000 years: there is room to add and to multiply without an overflow.
        return Int64(min(max(value, -1e15), 1e15))
    }

    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
