// The plugin `webhook`: what happens on the desk, told to other programs.

public import PluginKit

/// Hands events to the targets of its configuration. The desk makes the requests, signs and retries
/// them: this plugin opens no connection.
public struct WebhookPlugin: Plugin {
    /// This plugin's manifest.
    public static func manifest() throws -> PluginManifest {
        try PluginManifest(json: PackageResources.plugin_json)
    }

    /// It is told of events.
    public static let hooks: [Method] = [.event]

    private let targets: [Target]

    /// Reads the targets.
    public init(_ start: InitializeParams) throws {
        targets = try Self.targets(start.config)
        let isReader = start.grants.contains(Grant.ticketBody.rawValue)
        if !isReader, let place = targets.firstIndex(where: { !$0.words.isEmpty }) {
            throw PluginConfigurationError(
                "targets/\(place) sends customers' words, and the desk did not grant ticket.body",
                path: "/targets/\(place)/fields")
        }
    }

    /// Reads the targets, all grants given.
    public init(config: JSONValue) throws { targets = try Self.targets(config) }

    private static func targets(_ config: JSONValue) throws -> [Target] {
        struct Settings: Decodable { let targets: [TargetSettings] }
        let settings = try manifest().settings(Settings.self, from: config)
        return try settings.targets.enumerated().map { place, settings in
            try Target(settings, path: "/targets/\(place)")
        }
    }

    /// A request for each target that wants to hear of an event. What a question held as perhaps spam
    /// says goes nowhere.
    public func take(_ delivery: EventParams) -> DeliveryResult {
        var result = DeliveryResult()
        for event in delivery.events {
            let wanting = targets.filter { $0.wants(event) }
            // More than one answer may hold: the rest is delivered again.
            guard result.actions.count + wanting.count <= ProtocolLimits.entriesPerAnswer else { break }
            result.ack = event.seq
            guard event.ticket?.queue != "held" else { continue }
            for target in wanting {
                result.actions.append(
                    PluginAction(
                        .deliver(url: target.url, body: target.body(event)),
                        ticket: event.ticket?.id, reason: "\(event.type.rawValue) goes to \(target.host)"))
            }
        }
        return result
    }
}
