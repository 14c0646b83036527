// What the host says first of all.

/// The version of the protocol that this program speaks.
public let protocolVersion = 1

/// `initialize`: the first call of a plugin's life.
public struct InitializeParams: Sendable, Equatable, Codable {
    /// The versions that the host offers. They are looked at before anything else is read.
    public let protocols: [Int]
    /// What the plugin is started for.
    public let mode: PluginMode
    /// What the operator configured, with the defaults of the manifest's schema.
    public let config: JSONValue
    /// The secrets that the manifest asks for, by name; those that the operator did not set are absent.
    public let secrets: [String: String]
    /// What the plugin is handed and may ask for.
    public let grants: [String]
    /// A folder for the plugin's own files; `nil` when it has none.
    public let dataFolder: String?

    enum CodingKeys: String, CodingKey {
        case protocols, mode, config, secrets, grants
        case dataFolder = "data_dir"
    }

    /// The first call's parameters.
    public init(
        protocols: [Int] = [protocolVersion], mode: PluginMode, config: JSONValue,
        secrets: [String: String] = [:], grants: [String] = [], dataFolder: String? = nil
    ) {
        self.protocols = protocols
        self.mode = mode
        self.config = config
        self.secrets = secrets
        self.grants = grants
        self.dataFolder = dataFolder
    }

    /// Reads what is there; all but the versions may be missing.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        protocols = try fields.decode([Int].self, forKey: .protocols)
        mode = try fields.value(.mode, or: .live)
        config = try fields.value(.config, or: .object([:]))
        secrets = try fields.value(.secrets, or: [:])
        grants = try fields.value(.grants, or: [])
        dataFolder = try fields.decodeIfPresent(String.self, forKey: .dataFolder)
    }
}
