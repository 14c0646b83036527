// Why the bytes of a time zone file could not be read.

/// What is wrong with a time zone file.
public struct TimeZoneError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The closed list of what can be wrong.
    public enum Code: String, Sendable, CaseIterable {
        case notATimeZone = "not-a-time-zone"
        case truncated
        case damaged
        case leapSeconds = "leap-seconds"
    }

    /// What is wrong.
    public let code: Code
    /// The zone's name.
    public let zone: String

    /// An error.
    public init(code: Code, zone: String) {
        self.code = code
        self.zone = zone
    }

    /// What is wrong and what to do next.
    public var description: String {
        let sentence =
            switch code {
            case .notATimeZone: "is no time zone file: name a zone like Europe/Berlin."
            case .truncated: "ends too early: install the time zone data again."
            case .damaged: "contradicts itself: install the time zone data again."
            case .leapSeconds: "counts leap seconds, and clocks here do not: leave out “right/”."
            }
        return "\(zone) \(sentence) [\(code.rawValue)]"
    }
}
