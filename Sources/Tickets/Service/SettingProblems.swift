// All mistakes of a group of settings.

/// Thrown when settings contradict themselves; never empty.
public struct SettingProblems: Error, Sendable, Equatable, CustomStringConvertible {
    /// In the order of the settings.
    public let problems: [SettingProblem]

    /// A line for each mistake.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
