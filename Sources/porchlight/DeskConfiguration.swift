// desk.yaml and _rules/: what the operator says about the desk, read from the content folder.

import FoundationEssentials
import HelpDesk
import PluginHost
import PluginKit
import RulesPlugin

/// The desk's settings and its plugins.
struct DeskConfiguration {
    let desk: DeskSettings
    let plugins: PluginSettings
    private let rules: JSONValue

    /// Reads `desk.yaml` and `_rules/`; what is missing has its defaults.
    ///
    /// - Throws: `CleanFailure` with everything that is wrong, a line for each.
    init(content: String) throws {
        var complaints: [String] = []
        var file = YAMLFile(name: "desk.yaml", yaml: "")
        if FileManager.default.fileExists(atPath: "\(content)/desk.yaml") {
            if let yaml = Self.text(at: "\(content)/desk.yaml") {
                file = YAMLFile(name: "desk.yaml", yaml: yaml)
            } else {
                complaints.append("desk.yaml:1:1: the file is not text in UTF-8.")
            }
        }
        var plugins = PluginSettings()
        desk = DeskSettings.read(&file, &plugins)
        self.plugins = plugins
        complaints += file.complaints
        var files: [String: JSONValue] = [:]
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(content)/_rules")) ?? []
        for name in names where name.hasSuffix(".yaml") {
            if let yaml = Self.text(at: "\(content)/_rules/\(name)") {
                files[name] = .string(yaml)
            } else {
                complaints.append("_rules/\(name):1:1: the file is not text in UTF-8.")
            }
        }
        rules = .object([
            "rules": .object(files), "queues": .array(desk.queues.map { .string($0.id) }),
        ])
        do {
            // The plugin's own reading: what it will refuse is better known before the desk opens.
            _ = try RulesPlugin(config: rules)
        } catch let error as PluginConfigurationError {
            complaints += error.description.split(separator: "\n").map(String.init)
        }
        guard complaints.isEmpty else {
            let lines = complaints.map { "\(content)/\($0)" }.joined(separator: "\n")
            throw CleanFailure("\(lines)\nThe desk was not opened: mend this and start again.")
        }
    }

    /// The plugins that run: those that are linked in, and those of the folder that are allowed.
    ///
    /// - Parameter trusting: whether those run, too, that nobody has allowed.
    func plugins(folder: String, data: String, trusting: Bool) throws -> [InstalledPlugin] {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let shelf = try PluginShelf(folder: folder)
        let chosen = LinkedPlugin.allCases.filter {
            !plugins.off.contains($0.rawValue)
                && !($0.needsConfiguration && plugins.config[$0.rawValue] == nil)
        }
        let linked = try chosen.map { plugin in
            let place = PluginPlace(data: data, id: plugin.rawValue)
            place.make()
            let manifest = try plugin.manifest()
            return InstalledPlugin(
                manifest: manifest,
                config: plugin == .rules ? rules : plugins.config[plugin.rawValue] ?? .object([:]),
                secrets: place.secrets(manifest.secrets), dataFolder: place.ownFolder, programPath: program,
                logPath: place.logPath)
        }
        return linked + shelf.installed(plugins, data: data, trusting: trusting)
    }

    private static func text(at path: String) -> String? {
        FileManager.default.contents(atPath: path).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
