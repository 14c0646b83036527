// A plugin as the host knows it before it runs.

internal import Foundation
public import PluginProtocol

/// A plugin that the operator lets run, with all that starting it takes.
public struct InstalledPlugin: Sendable {
    /// What it says about itself; without hooks while nobody has ever allowed it, so that it is asked
    /// nothing and holds nothing.
    public let manifest: PluginManifest
    /// The argument vector to start, its first element the path of the program.
    public let command: [String]
    /// What the operator configured, with the defaults of the manifest's schema.
    public private(set) var config: JSONValue
    /// The secrets that it asks for, as far as the operator has set them.
    public private(set) var secrets: [String: String]
    /// What it was granted.
    public let grants: Set<Grant>
    /// Where it runs; `nil` for wherever the host does.
    public let folder: String?
    /// A folder for its own files.
    public let dataFolder: String?
    /// What keeps it from running as things are, with what to do; `nil` for nothing.
    public let hindrance: String?
    /// Looks before each start whether it may still run; what it says keeps it from running.
    public let check: @Sendable () -> String?
    /// The file that its log is written to; `nil` for none.
    public let logPath: String?

    /// Whether its answers are only recorded, beside those of the plugin that it may follow.
    public let isShadow: Bool
    /// Whether somebody has allowed it, as it is or as it was once.
    public let wasAllowed: Bool
    /// The SHA-256 over its files when these are what somebody has allowed; `nil` when they have changed
    /// since then, and for a plugin that is no folder.
    public let allowedDigest: String?

    /// What the desk calls it: its id, and for a shadow another one, so that state, log and calls of the
    /// two are kept apart.
    public var id: String { isShadow ? manifest.id + PluginFolder.shadowEnding : manifest.id }

    /// Where programs are looked for that a command names without a path.
    static let searchPath = ["/usr/local/bin", "/usr/bin", "/bin"]

    /// A plugin to start.
    ///
    /// - Parameters:
    ///   - grants: what it may; `nil` for all that its manifest asks for.
    ///   - folder: of its plugin.json.
    ///   - programPath: of this program, for which `@porchlight` in a manifest stands.
    ///   - hindrance: why it is not to run.
    ///   - isShadow: whether its answers are only recorded.
    ///   - wasAllowed: whether somebody has allowed it; otherwise the check has to say that it may not run.
    ///   - allowedDigest: the SHA-256 over its files, if these are allowed.
    ///   - check: is asked before each start: files change while a host runs.
    public init(
        manifest: PluginManifest, config: JSONValue, secrets: [String: String] = [:],
        grants: Set<Grant>? = nil,
        folder: String? = nil, dataFolder: String? = nil, programPath: String, hindrance: String? = nil,
        logPath: String? = nil, isShadow: Bool = false, wasAllowed: Bool = true,
        allowedDigest: String? = nil, check: @escaping @Sendable () -> String? = { nil }
    ) {
        let given = hindrance
        self.isShadow = isShadow
        self.check = check
        self.logPath = logPath
        self.wasAllowed = wasAllowed
        self.allowedDigest = allowedDigest
        self.manifest = wasAllowed ? manifest : manifest.withoutHooks
        self.secrets = secrets
        self.grants = wasAllowed ? grants ?? Set(manifest.grants) : []
        self.folder = folder
        self.dataFolder = dataFolder
        let schema = manifest.config.map { JSONSchema($0) }
        self.config = Self.complete(config, manifest)
        var words = manifest.command
        var hindrance = hindrance ?? manifest.complaints.first
        if words.first == "@porchlight" {
            words[0] = programPath
        } else if let name = words.first {
            if let path = Self.program(name, in: folder) {
                words[0] = path
            } else {
                hindrance =
                    hindrance
                    ?? "there is no program “\(name)” here: install it, or change “command” in plugin.json"
            }
        }
        command = words
        if let complaint = schema?.complaints(about: self.config).first {
            hindrance = hindrance ?? "its configuration is wrong, at \(complaint): mend it in desk.yaml"
        }
        self.hindrance = wasAllowed ? hindrance : given
    }

    private static func complete(_ config: JSONValue, _ manifest: PluginManifest) -> JSONValue {
        let config = config == .null ? JSONValue.object([:]) : config
        return manifest.config.map { JSONSchema($0).fillingDefaults(in: config) } ?? config
    }

    /// The same plugin, told something else.
    ///
    /// - Parameter config: gets the defaults of the manifest's schema.
    public func told(_ config: JSONValue, secrets: [String: String]) -> InstalledPlugin {
        var plugin = self
        plugin.config = Self.complete(config, manifest)
        plugin.secrets = secrets
        return plugin
    }

    /// The path of a program: below the plugin's folder when it names one, else as a shell would find it.
    private static func program(_ name: String, in folder: String?) -> String? {
        let manager = FileManager.default
        if name.contains("/") {
            let path = name.hasPrefix("/") ? name : "\(folder ?? manager.currentDirectoryPath)/\(name)"
            return manager.isExecutableFile(atPath: path) || name.hasPrefix("/") ? path : nil
        }
        return searchPath.map { "\($0)/\(name)" }.first { manager.isExecutableFile(atPath: $0) }
    }
}
