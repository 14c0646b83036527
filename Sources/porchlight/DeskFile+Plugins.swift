// desk.yaml: how plugins are configured, and whose word comes first.

import PluginKit
import RulesPlugin
import Yams

/// What desk.yaml says about plugins.
struct PluginSettings: Equatable {
    /// The configuration of each plugin that has one.
    var config: [String: JSONValue] = [:]
    /// Where each value of a plugin's configuration stands: by its JSON pointer, as `12:5`.
    var places: [String: [String: String]] = [:]
    /// The plugins that are not to run.
    var off: Set<String> = []
    /// The plugins whose proposals come before equally strong ones.
    var prefer: [String] = []
    /// Hosts in private networks to which they may have requests sent.
    var allowedHosts: [String] = []
    /// How sure an answer has to be that is sent without a person; `nil` for never.
    var automaticThreshold: Double?

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
                    settings.places[id] = [:]
                    place(value, "", &settings.places[id, default: [:]])
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
        if let node = fields["automatic_replies"] {
            let replies = file.fields(of: node, "“automatic_replies”", known: ["above"])
            if let above = replies["above"]?.float, (0...1).contains(above) {
                settings.automaticThreshold = above
            } else {
                file.complain(
                    replies["above"] ?? node,
                    "“above” is how sure an answer has to be that is sent without a person, from 0 to 1.")
            }
        }
        if let node = fields["requests"] {
            let requests = file.fields(of: node, "“requests”", known: ["allow_hosts"])
            for entry in requests["allow_hosts"].map({ file.list($0, "“allow_hosts”") }) ?? [] {
                guard let host = file.text(entry, "a host") else { continue }
                if host.contains("/") || host.contains("@") || host.isEmpty {
                    file.complain(
                        entry, "a host is a name or an address, as in chat.internal or 10.0.0.5:8065.")
                } else {
                    settings.allowedHosts.append(host)
                }
            }
        }
        return settings
    }

    private static func place(_ node: Node, _ path: String, _ places: inout [String: String]) {
        if let mark = node.mark { places[path] = "\(mark.line):\(mark.column)" }
        switch node {
        case .mapping(let mapping):
            for (key, value) in mapping { place(value, "\(path)/\(key.string ?? "")", &places) }
        case .sequence(let sequence):
            for (number, value) in sequence.enumerated() { place(value, "\(path)/\(number)", &places) }
        default: break
        }
    }

    /// Where a value stands in desk.yaml, or what it would stand in.
    func place(of path: String, in plugin: String) -> String {
        var parts = path.split(separator: "/")
        while true {
            let known = parts.map { "/\($0)" }.joined()
            if let place = places[plugin]?[known] { return place }
            if parts.popLast() == nil { return "1:1" }
        }
    }
}
