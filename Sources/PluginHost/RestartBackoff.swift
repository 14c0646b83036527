// How long to wait before a plugin that ended is started again. Pure.

/// Doubling delays: 250 ms after the first end, 30 s at most, and from the start again once the
/// plugin has stayed up for a minute.
struct RestartBackoff: Equatable {
    private static let first = Duration.milliseconds(250)
    private static let longest = Duration.seconds(30)
    private static let proof = Duration.seconds(60)

    private var next = first

    /// The delay to wait now.
    mutating func delay(afterRunning uptime: Duration) -> Duration {
        if uptime >= Self.proof { next = Self.first }
        defer { next = min(next * 2, Self.longest) }
        return next
    }
}
