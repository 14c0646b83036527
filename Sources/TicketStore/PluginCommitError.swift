// Why the work of a plugin was not committed.

public import Tickets

/// Why the work of a plugin was not committed; nothing of it was.
public enum PluginCommitError: Error, Sendable, Equatable {
    /// The state changed since the plugin was asked: it is asked again.
    case stateChanged(plugin: String)
    /// The call was answered and committed before.
    case alreadyDone(call: String)
}

extension [PluginWork] {
    /// Looks whether the changes of each plugin's state follow one another, from the state that is kept.
    ///
    /// - Parameter revision: the revision of the state that is kept of a plugin.
    /// - Throws: ``PluginCommitError/stateChanged(plugin:)``
    public func checkStates(_ revision: (_ plugin: String) throws -> Int) throws {
        let changes = Dictionary(grouping: filter { $0.state != nil }, by: \.call.plugin)
        for (plugin, work) in changes.sorted(by: { $0.key < $1.key }) {
            let first = try revision(plugin)
            guard work.compactMap(\.state?.rev).sorted().elementsEqual(first..<first + work.count) else {
                throw PluginCommitError.stateChanged(plugin: plugin)
            }
        }
    }
}
