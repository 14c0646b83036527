// What is wrong with settings: all of it at once, each with the place it stands at.

/// One mistake in the desk's settings.
public struct SettingProblem: Sendable, Equatable, CustomStringConvertible {
    /// The closed list of mistakes.
    public enum Code: String, Sendable, CaseIterable {
        case empty
        case repeated
        case unknown
        case overlap
        case outside
        case tooLong = "too-long"
        case outOfRange = "out-of-range"
        case neverReached = "never-reached"
        case noOpenHours = "no-open-hours"
    }

    /// What kind of mistake.
    public let code: Code
    /// Where: `calendars.berlin.hours.monday`.
    public let field: String
    /// What is wrong and what to do next.
    public let sentence: String

    /// A mistake.
    public init(_ code: Code, _ field: String, _ sentence: String) {
        self.code = code
        self.field = field
        self.sentence = sentence
    }

    /// Field, sentence and code.
    public var description: String { "\(field): \(sentence) [\(code.rawValue)]" }
}
