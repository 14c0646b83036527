// A limit on everything that crosses the wire.

/// The limits of protocol version 1.
public enum ProtocolLimits {
    /// The longest line either side may send, in bytes without its end.
    public static let lineBytes = 1 << 20
    /// The largest state of a plugin, as JSON in bytes.
    public static let stateBytes = 64 * 1024
    /// The most events in one delivery.
    public static let eventsPerDelivery = 100
    /// The longest that the host waits for an answer, in milliseconds.
    public static let timeoutMilliseconds = 10_000
    /// The most proposals, replies, actions or entries of a schedule in one answer.
    public static let entriesPerAnswer = 100
    /// The most tags in one answer.
    public static let tagsPerAnswer = 20
    /// The longest reason, in bytes; what is longer is cut.
    public static let reasonBytes = 2_000
    /// The longest text that is shown to a person, in bytes.
    public static let bodyBytes = 64 * 1024
    /// The longest name, key, tag or value, in bytes.
    public static let nameBytes = 200
    /// The most calls that a plugin may have open at once.
    public static let concurrency = 64
    /// How often a plugin may ask for more data before it answers.
    public static let needRounds = 2
    /// The most needs in one answer, and the most entries that one need may ask for.
    public static let needs = 20
    /// How soon something may be scheduled, in seconds: a plugin that always schedules anew is not called
    /// without end.
    public static let leastScheduleSeconds = 1.0
    /// The most entries that wait in a plugin's schedule.
    public static let scheduled = 100_000
    /// How far ahead something may be scheduled, in seconds: two years.
    public static let scheduleSeconds = 2 * 366 * 86_400
}
