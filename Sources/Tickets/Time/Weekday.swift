// The days of the week.

/// A day of the week; the raw value is its name in English.
public enum Weekday: String, Sendable, Codable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// From 0 for Monday to 6 for Sunday (ISO 8601 counts from 1).
    var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The weekday of a day that is counted from 1970-01-01, a Thursday.
    init(dayNumber: Int) {
        self = Self.allCases[Self.index(dayNumber: dayNumber)]
    }

    static func index(dayNumber: Int) -> Int {
        (dayNumber + 3).flooredRemainder(by: 7)
    }
}
