// Taking questions in goes before everything that can wait.

internal import Synchronization

/// How many questions are being taken in just now. What can wait (plugins, mails) waits while there are
/// many, so that a burst is stored and thanked at the disk's own speed; it goes on slowly while a burst
/// does not end, so that nothing waits forever.
public final class IntakePressure: Sendable {
    /// So many questions at a time are a burst.
    private static let burst = 4
    /// A burst lasts for as long after the last of its questions.
    private static let lull = Duration.milliseconds(100)
    /// Between two looks at whether it is over.
    private static let look = Duration.milliseconds(20)

    private struct State {
        var waiting = 0
        var lastBurst: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    /// Nothing is being taken in.
    public init() {}

    /// Takes something in.
    func during<Result: Sendable>(_ work: () async throws -> Result) async rethrows -> Result {
        state.withLock { state in
            state.waiting += 1
            if state.waiting >= Self.burst { state.lastBurst = .now }
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
