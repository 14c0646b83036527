// What the host keeps for a plugin.

/// A plugin's state: one JSON document, at most 64 KiB, which every question carries and every
/// answer may patch.
public struct PluginState: Sendable, Equatable, Codable {
    /// Counts its changes, from 0. A patch is taken only when it is still the same.
    public let rev: Int
    /// The document.
    public let doc: JSONValue

    /// A state.
    public init(rev: Int = 0, doc: JSONValue = .object([:])) {
        self.rev = rev
        self.doc = doc
    }

    /// The state after a patch; `nil` when it would be larger than ``ProtocolLimits/stateBytes``.
    public func patched(_ patch: JSONValue) -> PluginState? {
        let next = doc.merging(patch)
        guard next.text.utf8.count <= ProtocolLimits.stateBytes else { return nil }
        return PluginState(rev: rev + 1, doc: next)
    }
}
