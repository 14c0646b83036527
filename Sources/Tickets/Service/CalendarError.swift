// Why there is no due time.

/// What stands against a due time.
public enum CalendarError: String, Error, Sendable, CaseIterable, CustomStringConvertible {
    case neverOpen = "never-open"

    /// What is wrong and what to do next.
    public var description: String {
        switch self {
        case .neverOpen:
            "the calendar is not open for as long as the target asks within fifty years: "
                + "look at its hours and holidays, or make the target shorter. [\(rawValue)]"
        }
    }
}
