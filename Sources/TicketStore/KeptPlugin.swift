// What is kept of a plugin, with its name.

/// What a store keeps of a plugin, as it is exported.
public struct KeptPlugin: Sendable, Equatable, Codable {
    /// The plugin's id.
    public let id: String
    /// What is kept.
    public let record: PluginRecord

    /// What is kept of a plugin.
    public init(id: String, record: PluginRecord) {
        self.id = id
        self.record = record
    }
}
