// What the host would otherwise reach for: the clock, randomness, what it remembers.

internal import FoundationEssentials
internal import Logging
internal import PluginProtocol

/// The surroundings of the plugins of one host.
struct HostSurroundings: Sendable {
    var patience = PluginPatience()
    /// What the plugins are started for.
    var mode = PluginMode.live
    /// Whether a plugin is asked on however often it fails.
    var isPatient = false
    let now: @Sendable () -> Date
    /// From -1 to 1.
    var jitter: @Sendable () -> Double = { Double.random(in: -1...1) }
    /// Is called whenever a plugin can be asked again, and when others run than before.
    var onReady: @Sendable () -> Void = {}
    /// Hears the plugins' logs as they come, which then are written to no file; `nil` when nobody listens.
    var listener: (@Sendable (String) -> Void)?
    /// What was remembered of a plugin's failures, as JSON; empty for nothing.
    var remembered: @Sendable (String) async -> String = { _ in "" }
    /// Keeps what is remembered of a plugin's failures.
    var keep: @Sendable (_ plugin: String, _ memory: String) async -> Void = { _, _ in }

    func memory(of plugin: String) async -> Supervision.Memory {
        let text = await remembered(plugin)
        return (try? JSONDecoder().decode(Supervision.Memory.self, from: Data(text.utf8)))
            ?? Supervision.Memory()
    }

    func remember(_ memory: Supervision.Memory, of plugin: String) async {
        guard let data = try? JSONEncoder().encode(memory) else { return }
        await keep(plugin, String(decoding: data, as: UTF8.self))
    }
}
