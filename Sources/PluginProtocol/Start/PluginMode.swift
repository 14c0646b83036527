// What a plugin's answers are for.

/// What a plugin is started for. Outside ``live`` it causes no effect of its own.
public enum PluginMode: String, Sendable, Codable, CaseIterable {
    /// Its answers have effects.
    case live
    /// Its answers are recorded beside those of the live version.
    case shadow
    /// One call whose answer is shown and not kept.
    case dryRun = "dry_run"
    /// Calls of the past are fed again.
    case replay
    /// The conformance kit asks.
    case test
}
