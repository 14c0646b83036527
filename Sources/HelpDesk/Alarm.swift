// Rings once, later.

/// Rings for a piece of work when its time has come; a new time takes the place of the one before.
actor Alarm {
    private let signal: WorkSignal
    private var sleeping: Task<Void, any Error>?

    init(_ signal: WorkSignal) {
        self.signal = signal
    }

    /// - Parameter seconds: from now; `nil` for never. A far one is looked at again in an hour: a
    ///   clock that is set forward is noticed then.
    func set(for seconds: Double?) {
        sleeping?.cancel()
        sleeping = nil
        guard let seconds else { return }
        sleeping = Task { [signal] in
            try await Task.sleep(for: .seconds(min(3_600, max(0.01, seconds))))
            signal.ring(everything: true)
        }
    }
}
