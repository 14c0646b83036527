// Since when a line has been on its way into a plugin.

internal import Synchronization

/// Says how long the plugin's input has taken nothing.
final class WriteWatch: Sendable {
    private let since = Mutex<ContinuousClock.Instant?>(nil)

    /// A line begins to be written.
    func begin() { since.withLock { $0 = .now } }
    /// It was taken.
    func end() { since.withLock { $0 = nil } }
    /// Whether a line has waited for longer.
    func isLonger(than limit: Duration) -> Bool {
        since.withLock { $0.map { $0.duration(to: .now) > limit } ?? false }
    }
}
