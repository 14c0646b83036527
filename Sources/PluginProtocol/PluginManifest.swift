// plugin.json: what a plugin is and what it wants to be asked.

public import FoundationEssentials

/// A plugin's manifest. Fields that this version does not know are ignored.
public struct PluginManifest: Sendable, Equatable, Codable {
    /// What a plugin says about one of its hooks.
    public struct Hook: Sendable, Equatable, Codable {
        /// How long the host waits for an answer, in milliseconds; `nil` for the protocol's default.
        public let timeoutMilliseconds: Int?

        enum CodingKeys: String, CodingKey {
            case timeoutMilliseconds = "timeout_ms"
        }
    }

    /// The plugin's name among plugins.
    public let id: String
    /// Its own version.
    public let version: String
    /// The version of the protocol it was written for.
    public let `protocol`: Int
    /// What it does, in a few words.
    public let title: String
    /// An argument vector; `@porchlight` at its head stands for this program.
    public let command: [String]
    /// The methods it wants to be called with.
    public let hooks: [String: Hook]

    /// Reads a plugin.json.
    ///
    /// - Throws: `DecodingError` when a field is missing or of the wrong type.
    public init(json: some DataProtocol) throws {
        self = try JSONDecoder().decode(PluginManifest.self, from: Data(json))
    }
}
