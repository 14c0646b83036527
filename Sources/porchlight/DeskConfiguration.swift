// desk.yaml and _rules/: what the operator says about the desk, read from the content folder.

import FoundationEssentials
import HelpDesk
import PluginHost
import PluginProtocol
import RulesPlugin
import Yams

/// The desk's settings and its plugins.
struct DeskConfiguration {
    let desk: DeskSettings
    private let content: String

    /// Reads `desk.yaml`; a missing one means the defaults.
    init(content: String) throws {
        self.content = content
        guard let yaml = FileManager.default.contents(atPath: "\(content)/desk.yaml") else {
            desk = DeskSettings()
            return
        }
        do {
            desk = try YAMLDecoder().decode(DeskSettings.self, from: yaml)
        } catch {
            throw CleanFailure("\(content)/desk.yaml: \(error)")
        }
    }

    /// The plugins that run: those that are linked in.
    func plugins() throws -> [InstalledPlugin] {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let rules = try RulesPlugin.manifest()
        return [InstalledPlugin(manifest: rules, config: rulesConfiguration(), programPath: program)]
    }

    /// Every YAML file of `_rules/`, as the plugin reads it.
    private func rulesConfiguration() -> JSONValue {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(content)/_rules")) ?? []
        var files: [String: JSONValue] = [:]
        for name in names where name.hasSuffix(".yaml") {
            let contents = FileManager.default.contents(atPath: "\(content)/_rules/\(name)") ?? Data()
            files[name] = .string(String(decoding: contents, as: UTF8.self))
        }
        return .object(["rules": .object(files)])
    }
}
