// A stretch of a working day.

/// From one time of day to another: `09:00-17:30`; over midnight: `22:00-06:00`; all day: `00:00-24:00`.
public struct Shift: Sendable, Hashable, CustomStringConvertible {
    /// Minutes after midnight, from 0 to 1439.
    public let opensMinute: Int
    /// Minutes after the same midnight: over 1440 when it closes on the day after.
    public let closesMinute: Int

    /// The whole day, however many hours it has.
    public static let allDay = Shift(opens: 0, closes: 1440)

    /// A shift; one that would close before it opens closes on the day after.
    ///
    /// - Returns: `nil` when a time is not on the clock or the shift has no length.
    public init?(opensMinute: Int, closesMinute: Int) {
        guard (0..<1440).contains(opensMinute), (0...1440).contains(closesMinute),
            opensMinute != closesMinute
        else { return nil }
        self.init(
            opens: opensMinute, closes: closesMinute < opensMinute ? closesMinute + 1440 : closesMinute)
    }

    /// Reads `09:00-17:30`; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let opens = Self.minute(ends[0]), let closes = Self.minute(ends[1]) else {
            return nil
        }
        self.init(opensMinute: opens, closesMinute: closes)
    }

    private init(opens: Int, closes: Int) {
        opensMinute = opens
        closesMinute = closes
    }

    /// `09:00-17:30`.
    public var description: String {
        [opensMinute, closesMinute > 1440 ? closesMinute - 1440 : closesMinute].map {
            "\(($0 / 60).padded(to: 2)):\(($0 % 60).padded(to: 2))"
        }.joined(separator: "-")
    }

    private static func minute(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            let hour = UInt8(parts[0]), let minute = UInt8(parts[1]), minute < 60,
            hour < 24 || (hour == 24 && minute == 0)
        else { return nil }
        return Int(hour) * 60 + Int(minute)
    }
}
