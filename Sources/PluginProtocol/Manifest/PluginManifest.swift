// plugin.json: what a plugin is and what it wants to be asked.

public import FoundationEssentials

/// A plugin's manifest. Fields that this version does not know are ignored.
public struct PluginManifest: Sendable, Equatable, Codable {
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
    /// The methods it wants to be called with, by their names.
    public private(set) var hooks: [String: HookSettings]
    /// What it is handed with every question.
    public let needs: [Need]
    /// What it is to be handed and to be allowed.
    public let grants: [Grant]
    /// The JSON Schema of its configuration; `nil` when it takes any.
    public let config: JSONValue?
    /// The names of the secrets that it needs.
    public let secrets: [String]
    /// How many questions it may be asked at once.
    public let concurrency: Int
    /// Whether equal questions have equal answers.
    public let isDeterministic: Bool

    enum CodingKeys: String, CodingKey {
        case id, version, `protocol`, title, command, hooks, needs, grants, config, secrets, concurrency
        case isDeterministic = "deterministic"
    }

    /// Reads a plugin.json. What stands in it may still not make sense: see ``complaints``.
    ///
    /// - Throws: `DecodingError` when a field is missing or of the wrong type, or names what is not
    ///   on one of the protocol's lists.
    public init(json: some DataProtocol) throws {
        self = try JSONDecoder().decode(PluginManifest.self, from: Data(json))
    }

    /// Reads what is there; what may be missing has its default.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        version = try fields.decode(String.self, forKey: .version)
        self.protocol = try fields.decode(Int.self, forKey: .protocol)
        title = try fields.decode(String.self, forKey: .title)
        command = try fields.decode([String].self, forKey: .command)
        hooks = try fields.decode([String: HookSettings].self, forKey: .hooks)
        needs = try fields.value(.needs, or: [])
        grants = try fields.value(.grants, or: [])
        config = try fields.decodeIfPresent(JSONValue.self, forKey: .config)
        secrets = try fields.value(.secrets, or: [])
        concurrency = try fields.value(.concurrency, or: 1)
        isDeterministic = try fields.value(.isDeterministic, or: false)
    }

    /// What the manifest says about a method; `nil` when the plugin does not want to be called with it.
    public subscript(_ method: Method) -> HookSettings? { hooks[method.rawValue] }

    /// The same plugin as one that wants to be called with nothing.
    public var withoutHooks: PluginManifest {
        var manifest = self
        manifest.hooks = [:]
        return manifest
    }

    /// How long the host waits for an answer, in milliseconds.
    public func timeoutMilliseconds(for method: Method) -> Int {
        let chosen = self[method]?.timeoutMilliseconds ?? method.usualTimeoutMilliseconds
        return min(ProtocolLimits.timeoutMilliseconds, max(1, chosen))
    }

    /// What it means that the plugin gave no answer: a dead veto is not a yes.
    public func failurePolicy(for method: Method) -> HookSettings.FailurePolicy {
        self[method]?.onFailure ?? (method == .review ? .hold : .ignore)
    }
}
