// What lints found, and how much of it was silenced.

/// What the lints have to say.
public struct LintOutcome: Sendable, Equatable {
    /// What is wrong, by file and line.
    public var diagnostics: [Diagnostic]
    /// How many more there would be, had nobody silenced them.
    public var silenced: Int
}
