// When a plugin is started, and when it is left alone. Pure: what happens goes in, what to do comes out.

internal import FoundationEssentials

/// The supervision of one plugin (protocol, "Failure and pressure": restart).
///
/// idle → running → waiting → running …, and → parked when it ends too often or cannot work with
/// its configuration; from there it is tried again every ten minutes.
struct Supervision: Equatable {
    /// What the shell is to do.
    enum Action: Equatable {
        /// Start the plugin now.
        case start
        /// Start it after a while.
        case wait(Duration)
        /// It is parked: start it after a long while, to see whether it is well again.
        case park(Duration)
    }

    /// What survives the host: without it a restart would forgive a plugin that ends all the time.
    struct Memory: Equatable, Codable {
        /// When it ended within the last minutes, in seconds since 1970.
        var ends: [Double] = []
        /// How many times in a row it was started again.
        var restarts = 0
        /// Who has stopped it, until somebody lets it go on.
        var pausedBy: String?
    }

    /// Doubles from here.
    static let firstDelay = Duration.milliseconds(250)
    static let longestDelay = Duration.seconds(30)
    /// A plugin that ran for so long is well: the delays begin anew.
    static let proofSeconds = 60.0
    /// So many ends within so many seconds park it.
    static let mostEnds = 5
    static let windowSeconds = 180.0

    var memory: Memory
    private let probe: Duration
    private var startedAt: Date?

    /// - Parameters:
    ///   - memory: of an earlier run of the host.
    ///   - probe: between tries of a parked plugin.
    init(memory: Memory = Memory(), probe: Duration) {
        self.memory = memory
        self.probe = probe
    }

    /// The plugin is another one than the one that failed. Who has stopped it, has stopped this one, too.
    mutating func forgive() { memory = Memory(pausedBy: memory.pausedBy) }

    /// The host begins to run the plugin.
    mutating func begin(at now: Date) -> Action {
        forget(before: now)
        return isTooMuch ? .park(probe) : .start
    }

    /// The process was started.
    mutating func started(at now: Date) { startedAt = now }

    /// The process ended, by itself or by us.
    ///
    /// - Parameters:
    ///   - isHopeless: whether it cannot run as things are: its configuration, a program that is not
    ///     there. Trying again soon would only fill the log.
    ///   - jitter: from -1 to 1: plugins that fell together do not come back together.
    mutating func ended(at now: Date, isHopeless: Bool, jitter: Double) -> Action {
        let ran = startedAt.map { now.timeIntervalSince($0) } ?? 0
        startedAt = nil
        if ran >= Self.proofSeconds { memory.restarts = 0 }
        if isHopeless { return .park(probe) }
        memory.ends.append(now.timeIntervalSince1970)
        forget(before: now)
        if isTooMuch { return .park(probe) }
        let doubled = Self.firstDelay * (1 << min(memory.restarts, 10))
        memory.restarts += 1
        return .wait(min(doubled, Self.longestDelay) * (1 + 0.2 * min(1, max(-1, jitter))))
    }

    private var isTooMuch: Bool { memory.ends.count >= Self.mostEnds }

    private mutating func forget(before now: Date) {
        let moment = now.timeIntervalSince1970
        // An end in the future was written by a clock that was set back since.
        memory.ends.removeAll { $0 <= moment - Self.windowSeconds || $0 > moment }
        if memory.ends.count > Self.mostEnds { memory.ends.removeFirst(memory.ends.count - Self.mostEnds) }
    }
}
