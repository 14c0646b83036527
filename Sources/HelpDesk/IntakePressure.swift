// Whoever waits for a page goes before everything that can wait.

internal import Synchronization

/// How many requests are being answered just now. What can wait (plugins, mails) waits while there are
/// many, so that a burst of questions is stored and thanked at the disk's own speed, and pages come at
/// once; it goes on slowly while a burst does not end, so that nothing waits forever.
public final class IntakePressure: Sendable {
    /// So many requests at a time are a burst.
    private static let burst = 4
    /// So many one behind the other within a quarter of a second are one, too.
    private static let row = 12
    private static let quarter = Duration.milliseconds(250)
    /// A burst lasts for as long after the last of its requests.
    private static let lull = Duration.milliseconds(250)
    /// Between two looks at whether it is over.
    private static let look = Duration.milliseconds(20)

    private struct State {
        var waiting = 0
        var lastBurst: ContinuousClock.Instant?
        var quarterBegan: ContinuousClock.Instant?
        var inQuarter = 0

        mutating func count(at now: ContinuousClock.Instant) {
            if let began = quarterBegan, now - began < quarter {
                inQuarter += 1
            } else {
                (quarterBegan, inQuarter) = (now, 1)
            }
            if waiting >= burst || inQuarter >= row { lastBurst = now }
        }
    }

    private let state = Mutex(State())

    /// Nothing is being taken in.
    public init() {}

    /// Somebody waits for a page. How long it takes does not matter: a slow upload keeps nothing waiting.
    public func someoneWaits() { state.withLock { $0.count(at: .now) } }

    /// Takes something in.
    func during<Result: Sendable>(_ work: () async throws -> Result) async rethrows -> Result {
        state.withLock { state in
            state.waiting += 1
            state.count(at: .now)
        }
        defer { state.withLock { $0.waiting -= 1 } }
        return try await work()
    }

    /// Whether a burst is going on.
    var isHigh: Bool {
        state.withLock { state in
            if state.waiting >= Self.burst { state.lastBurst = .now }
            return state.lastBurst.map { ContinuousClock.now - $0 < Self.lull } ?? false
        }
    }

    /// Waits until a burst is over, or as long as something may wait in one.
    func giveWay(atMost longest: Duration = .milliseconds(500)) async {
        let end = ContinuousClock.now + longest
        while isHigh, ContinuousClock.now < end, !Task.isCancelled {
            try? await Task.sleep(for: Self.look)
        }
    }
}
