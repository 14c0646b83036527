// Counts what came from where, in memory alone: nothing of it is kept.

internal import FoundationEssentials
internal import Synchronization

/// Counts events by name over a time that moves along.
final class PostingCounter: Sendable {
    /// The most names of a period; beyond, the older half of what is known is forgotten.
    private static let mostNames = 100_000

    private struct Counts {
        var period = Int64.min
        var current: [String: Int] = [:]
        var previous: [String: Int] = [:]
    }

    private let seconds: Double
    private let counts = Mutex(Counts())

    /// - Parameter seconds: over which time is counted.
    init(seconds: Double) {
        self.seconds = seconds
    }

    /// Counts one more.
    ///
    /// - Returns: how many there were in the time before, this one included: those of the period
    ///   before count as if they had come evenly.
    func count(_ name: String, now: Date) -> Int { count(name, adding: 1, now: now) }

    /// How many there were in the time before.
    func known(_ name: String, now: Date) -> Int { count(name, adding: 0, now: now) }

    private func count(_ name: String, adding more: Int, now: Date) -> Int {
        let place = now.timeIntervalSince1970 / seconds
        let period = Int64(place.rounded(.down))
        let share = 1 - (place - place.rounded(.down))
        return counts.withLock { counts in
            if period != counts.period {
                // What was counted before a clock was set back came just now.
                let isRecent = period == counts.period + 1 || period < counts.period
                counts.previous = isRecent ? counts.current : [:]
                counts.current = [:]
                counts.period = period
            }
            if counts.current.count >= Self.mostNames {
                counts.previous = counts.current
                counts.current = [:]
            }
            let now = counts.current[name, default: 0] + more
            if more > 0 { counts.current[name] = now }
            return now + Int(Double(counts.previous[name] ?? 0) * share)
        }
    }
}
