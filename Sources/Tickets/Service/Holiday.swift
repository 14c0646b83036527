// A day on which a calendar is closed, wholly or in part.

/// A day, or a part of one, on which nobody works.
public struct Holiday: Sendable, Equatable {
    /// Which day.
    public enum Day: Sendable, Hashable {
        /// One day of one year.
        case once(LocalDate)
        /// The same day of each year; 29 February of leap years alone.
        case yearly(month: Int, day: Int)
    }

    /// Which day.
    public let day: Day
    /// What people call it.
    public let name: String
    /// When it is closed on that day; a half day says `12:00-24:00`.
    public let closed: Shift

    /// A holiday; without a stretch it lasts all day.
    public init(_ day: Day, name: String, closed: Shift = .allDay) {
        self.day = day
        self.name = name
        self.closed = closed
    }
}
