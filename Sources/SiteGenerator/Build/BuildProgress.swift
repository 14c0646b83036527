// How far a build is, for whoever watches it.

internal import Synchronization

/// The place where a running build says how far it is. Whoever shows it looks here from time to
/// time, so that a build never waits for a terminal.
public final class BuildProgress: Sendable {
    /// How far a build is.
    public struct Snapshot: Sendable, Equatable {
        /// What is being done.
        public var stage: BuildReport.Stage
        /// How many articles are rendered.
        public var done: Int
        /// How many there are to render; 0 while that is not known.
        public var total: Int
    }

    private let state = Mutex(Snapshot(stage: .scan, done: 0, total: 0))

    /// A build that has not begun.
    public init() {}

    /// How far it is now.
    public var now: Snapshot { state.withLock(\.self) }

    func begin(_ stage: BuildReport.Stage) {
        state.withLock { $0.stage = stage }
    }

    func expect(_ count: Int) {
        state.withLock { $0.total = count }
    }

    func advance() {
        state.withLock { $0.done += 1 }
    }
}
