// Does a piece of work again and again: when it is rung for, and by itself when it failed.

/// One loop of the work behind the desk.
struct WorkLoop: Sendable {
    /// What is to come after a round, the most urgent last.
    enum Rest: Int, Comparable {
        /// All is done.
        case untilRung
        /// Something waits for a plugin that is away: now and then it is looked at.
        case look
        /// Something failed: it is tried again soon, and later each time.
        case retry

        static func < (a: Rest, b: Rest) -> Bool { a.rawValue < b.rawValue }
    }

    let signal: WorkSignal
    var pauses = RetryPauses()

    /// Works until the task is cancelled.
    ///
    /// - Parameter round: looks at everything that waits, or at what is new alone.
    func run(_ round: (_ everything: Bool) async -> Rest) async {
        var pauses = pauses
        var timer: Task<Void, any Error>?
        defer { timer?.cancel() }
        signal.ring(everything: true)
        for await _ in signal.rings {
            let everything = signal.takeEverything()
            if everything {
                timer?.cancel()
                timer = nil
            }
            let rest = await round(everything)
            // What an earlier round left behind is still left after one that looked at new work alone.
            let pause = pauses.pause(before: rest, sawEverything: everything)
            guard timer == nil, let pause else { continue }
            timer = Task {
                try await Task.sleep(for: pause)
                signal.ring(everything: true)
            }
        }
    }
}

/// How long to wait before work is tried again. Pure.
struct RetryPauses: Equatable {
    /// After the first failure; then it doubles.
    var first = Duration.seconds(1)
    /// The longest pause, and the pause between looks at what waits for a plugin.
    var longest = Duration.seconds(60)
    private var next: Duration?

    init(first: Duration = .seconds(1), longest: Duration = .seconds(60)) {
        self.first = first
        self.longest = longest
    }

    /// The pause after a round; `nil` when nothing is left to do.
    mutating func pause(before rest: WorkLoop.Rest, sawEverything: Bool) -> Duration? {
        switch rest {
        case .untilRung:
            if sawEverything { next = nil }
            return nil
        case .look:
            return longest
        case .retry:
            let pause = next ?? first
            next = min(pause * 2, longest)
            return pause
        }
    }
}
