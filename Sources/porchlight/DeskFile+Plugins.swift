// desk.yaml: how plugins are configured, and whose word comes first.

import PluginKit
import RulesPlugin
import Yams

/// What desk.yaml says about plugins.
struct PluginSettings: Equatable {
    /// The configuration of each plugin that has one.
    var config: [String: JSONValue] = [:]
    /// The plugins that are not to run.
    var off: Set<String> = []
    /// The plugins whose proposals come before equally strong ones.
    var prefer: [String] = []

    /// Reads `plugins` and `routing`; what is wrong stands in the complaints.
    static func read(_ fields: [String: Node], _ file: inout YAMLFile) -> PluginSettings {
        var settings = PluginSettings()
        if let node = fields["plugins"] {
            guard case .mapping(let mapping) = node else {
                file.complain(node, "“plugins” has the plugins' ids as fields, each with its configuration.")
                return settings
            }
            for (key, value) in mapping {
                let id = key.string ?? ""
                guard PluginManifest.isIdentifier(id) else {
                    file.complain(key, "“\(id)” is no plugin's id.")
                    continue
                }
                if value.bool == false {
                    settings.off.insert(id)
                } else if let config = JSONValue(value), case .object = config {
                    settings.config[id] = config
                } else {
                    file.complain(
                        value,
                        "the configuration of a plugin has fields, or is `false` for a plugin that is off.")
                }
            }
        }
        if let node = fields["routing"] {
            let routing = file.fields(of: node, "“routing”", known: ["prefer"])
            settings.prefer =
                routing["prefer"].map {
                    file.list($0, "“prefer”").compactMap { file.text($0, "a plugin's id") }
                } ?? []
        }
        return settings
    }
}
