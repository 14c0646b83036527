// Stretches of time as sets.

extension Array where Element: RangeExpression {
    /// The same set as ranges that are ascending and apart.
    func united<Bound>() -> [Range<Bound>] where Element == Range<Bound> {
        var result: [Range<Bound>] = []
        for range in sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = result.last, range.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
    }

    /// What is left of this set without another.
    func subtracting<Bound>(_ others: [Range<Bound>]) -> [Range<Bound>] where Element == Range<Bound> {
        var result = united()
        for other in others where !other.isEmpty {
            result = result.flatMap { range in
                [
                    range
                        .lowerBound..<Swift.max(
                            range.lowerBound, Swift.min(range.upperBound, other.lowerBound)),
                    Swift.min(
                        range.upperBound, Swift.max(range.lowerBound, other.upperBound))..<range.upperBound,
                ].filter { !$0.isEmpty }
            }
        }
        return result
    }
}
