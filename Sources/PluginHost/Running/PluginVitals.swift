// How a plugin does, for whoever answers for the desk.

public import FoundationEssentials

/// How a plugin does at one moment, and how it did since the desk was started.
public struct PluginVitals: Sendable, Equatable {
    /// Whether it can be asked.
    public enum Standing: Sendable, Equatable {
        case starting
        case runs
        /// It is not running, and why.
        case isDown(String)
        /// Somebody has stopped it.
        case isPaused(by: String)
    }

    /// Whether it can be asked.
    public let standing: Standing
    /// Why its files, as they are now, were not taken up, a line for each mistake; empty when they were.
    public let refused: [String]
    /// Since when it runs.
    public let startedAt: Date?
    /// How many seconds it is not asked for, because it failed too often; `nil` while it is asked.
    public let refusedForSeconds: Double?
    /// How many calls were answered, or should have been.
    public let calls: Int
    /// How many of them failed.
    public let failures: Int
    /// How long half of the last calls took at most, in milliseconds.
    public let medianMilliseconds: Double?
    /// How long 99 of 100 of the last calls took at most, in milliseconds.
    public let slowMilliseconds: Double?
    /// Why the last call that failed did.
    public let lastFailure: String?
    /// When that was.
    public let lastFailureAt: Date?
    /// Calls that wait for their turn.
    public let waiting: Int
    /// The last lines of its log, the oldest first.
    public let log: [String]
}

/// Counts a plugin's calls, and remembers how long the last of them took. Pure.
struct CallTally: Equatable {
    /// So many calls are remembered.
    static let mostKept = 512

    /// Calls that were answered, those that were not, and answers that were of no use.
    private(set) var answered = 0, failed = 0, unusable = 0
    /// How often the program ended.
    var ended = 0
    private(set) var lastFailure: String?
    private(set) var lastFailureAt: Date?
    private var milliseconds: [Double] = []

    /// A call was answered.
    mutating func answered(after duration: Duration) {
        let taken =
            Double(duration.components.seconds) * 1_000 + Double(duration.components.attoseconds) / 1e15
        if milliseconds.count < Self.mostKept {
            milliseconds.append(taken)
        } else {
            milliseconds[answered % Self.mostKept] = taken
        }
        answered += 1
    }

    /// A call was not answered, or its answer was of no use.
    mutating func failed(_ reason: String, at now: Date, isAnswered: Bool = false) {
        if isAnswered { unusable += 1 } else { failed += 1 }
        lastFailure = reason
        lastFailureAt = now
    }

    /// All calls.
    var calls: Int { answered + failed }
    /// Those of which nothing came.
    var failures: Int { failed + unusable }

    /// The time that a share of the last calls took at most; `nil` when there was none.
    func percentile(_ share: Double) -> Double? {
        guard !milliseconds.isEmpty else { return nil }
        let rank = Int((share * Double(milliseconds.count)).rounded(.up)) - 1
        return milliseconds.sorted()[min(max(0, rank), milliseconds.count - 1)]
    }
}
