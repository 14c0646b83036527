// Instants as text: what events hold, and what people read.

internal import FoundationEssentials

/// Instants as text, without a locale and without a formatter.
enum InstantText {
    /// In UTC, to the millisecond: `2026-11-21T18:44:00Z`, `2026-11-21T18:44:00.250Z`.
    static func utc(_ instant: Date) -> String {
        let milliseconds = instant.milliseconds
        let seconds = milliseconds.flooredDivision(by: 1000)
        let rest = milliseconds.flooredRemainder(by: 1000)
        let fraction = rest == 0 ? "" : ".\(rest.padded(to: 3))"
        return
            "\(day(seconds))T\(clock(seconds)):\(seconds.flooredRemainder(by: 60).padded(to: 2))\(fraction)Z"
    }

    /// Reads what ``utc(_:)`` writes; `nil` for anything else.
    static func instant(_ text: String) -> Date? {
        guard text.last == "Z", let date = LocalDate(text.prefix(10)) else { return nil }
        let time = text.dropFirst(10).dropLast()
        let parts = time.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard time.first == "T", parts.count == 3, let hour = Int64(parts[0]), let minute = Int64(parts[1])
        else { return nil }
        let second = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = Int64(second[0]), second.count <= 2,
            let rest = second.count == 2 ? Int64(second[1]) : 0
        else { return nil }
        let seconds = Int64(date.dayNumber) * 86_400 + hour * 3600 + minute * 60 + whole
        return Date(milliseconds: seconds * 1000 + rest)
    }

    /// On the wall of a zone, to the minute: `Saturday 2026-11-21 19:44 (+01:00)`.
    static func wall(_ instant: Date, in zone: TimeZoneRules) -> String {
        let seconds = instant.milliseconds.flooredDivision(by: 1000)
        let offset = Int64(zone.segment(at: seconds).offset)
        let local = seconds + offset
        let weekday = LocalDate(dayNumber: Int(local.flooredDivision(by: 86_400))).weekday.rawValue
        let minutes = abs(offset) / 60
        let sign = offset < 0 ? "-" : "+"
        return "\(weekday.capitalized) \(day(local)) \(clock(local)) "
            + "(\(sign)\((minutes / 60).padded(to: 2)):\((minutes % 60).padded(to: 2)))"
    }

    /// A length: `3 h 30 min`, `45 s`.
    static func length(milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
        let words = parts.filter { $0.0 != 0 }.map { "\($0.0) \($0.1)" }
        return words.isEmpty ? "0 min" : words.joined(separator: " ")
    }

    private static func day(_ seconds: Int64) -> LocalDate {
        LocalDate(dayNumber: Int(seconds.flooredDivision(by: 86_400)))
    }

    private static func clock(_ seconds: Int64) -> String {
        let minutes = seconds.flooredRemainder(by: 86_400) / 60
        return "\((minutes / 60).padded(to: 2)):\((minutes % 60).padded(to: 2))"
    }
}
