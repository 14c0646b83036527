// Why the work of a plugin was not committed.

/// Why the work of a plugin was not committed; nothing of it was.
public enum PluginCommitError: Error, Sendable, Equatable {
    /// The state changed since the plugin was asked: it is asked again.
    case stateChanged(plugin: String)
    /// The call was answered and committed before.
    case alreadyDone(call: String)
}
