// How long things took, counted in groups.

/// Counts durations in groups, as a Prometheus histogram has them.
public struct Durations: Sendable, Equatable {
    /// The upper ends of the groups, in seconds; what takes longer is in one more.
    public static let ends = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    /// How many there were in each group, the slowest last.
    public private(set) var groups = [Int](repeating: 0, count: Durations.ends.count + 1)
    /// All together, in seconds.
    public private(set) var seconds = 0.0

    /// None yet.
    public init() {}

    /// How many there were.
    public var count: Int { groups.reduce(0, +) }

    /// Counts one in the first group that it fits in.
    public mutating func count(seconds: Double) {
        groups[Self.ends.firstIndex { seconds <= $0 } ?? Self.ends.count] += 1
        self.seconds += seconds
    }
}
