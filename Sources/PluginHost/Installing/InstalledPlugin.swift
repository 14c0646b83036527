// A plugin as the host knows it before it runs.

public import PluginProtocol

/// A plugin that the operator lets run, with all that starting it takes.
public struct InstalledPlugin: Sendable {
    /// What it says about itself.
    public let manifest: PluginManifest
    /// The argument vector to start, its first element the path of the program.
    public let command: [String]
    /// What the operator configured.
    public let config: JSONValue

    /// A plugin to start.
    ///
    /// - Parameter programPath: of this program, for which `@porchlight` in a manifest stands.
    public init(manifest: PluginManifest, config: JSONValue, programPath: String) {
        self.manifest = manifest
        self.config = config
        command = manifest.command.map { $0 == "@porchlight" ? programPath : $0 }
    }

    /// How long the host waits for an answer of this plugin, in milliseconds (protocol, "Failure
    /// and pressure": 200 ms, for `ticket.reply` 2 s, at most 10 s).
    public func timeoutMilliseconds(for method: Method) -> Int {
        let chosen = manifest.hooks[method.rawValue]?.timeoutMilliseconds
        return min(10_000, max(1, chosen ?? (method == .reply ? 2_000 : 200)))
    }
}
