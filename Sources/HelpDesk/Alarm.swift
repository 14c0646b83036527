// Rings once, later.

/// Rings for a piece of work when its time has come; a new time takes the place of the one before.
actor Alarm {
    private let signal: WorkSignal
    private var sleeping: Task<Void, any Error>?

    init(_ signal: WorkSignal) {
        self.signal = signal
    }

    /// So often it rings in any case, in seconds: a clock may have been set forward, and commands write
    /// into the store of a desk that runs.
    private static let longest = 60.0

    /// - Parameter seconds: from now; `nil` when there is no time.
    func set(for seconds: Double?) {
        sleeping?.cancel()
        sleeping = Task { [signal] in
            try await Task.sleep(for: .seconds(min(Self.longest, max(0.01, seconds ?? Self.longest))))
            signal.ring(everything: true)
        }
    }

    /// Rings no more.
    func stop() {
        sleeping?.cancel()
        sleeping = nil
    }
}
