// What a store keeps of a plugin.

/// What a store keeps of a plugin between calls and between runs.
public struct PluginRecord: Sendable, Equatable, Codable {
    /// Counts the changes of its state, from 0.
    public var stateRevision: Int
    /// Its state, as JSON.
    public var state: String
    /// The last event that it has worked on; `nil` before the first delivery.
    public var cursor: Int64?
    /// What the host remembers of its failures, as JSON; empty for nothing.
    public var memory: String

    /// A plugin of which nothing is kept yet.
    public init(stateRevision: Int = 0, state: String = "{}", cursor: Int64? = nil, memory: String = "") {
        self.stateRevision = stateRevision
        self.state = state
        self.cursor = cursor
        self.memory = memory
    }
}

extension PluginRecord {
    private static let votesEnding = "$votes"

    /// Under this name stands how far a plugin has worked on the votes; no plugin's id ends so.
    public static func votes(_ plugin: String) -> String { plugin + votesEnding }

    /// Whether a name stands for how far a plugin has worked on the votes.
    public static func isOfVotes(_ name: String) -> Bool { name.hasSuffix(votesEnding) }
}
