// desk.yaml and _rules/: what the operator says about the desk, read from the content folder.

import FoundationEssentials
import HelpDesk
import PluginHost
import PluginKit
import RulesPlugin
import Tickets

/// The desk's settings and its plugins.
struct DeskConfiguration {
    let desk: DeskSettings
    let plugins: PluginSettings
    private let rules: JSONValue
    /// The rules of `_rules/` and their tests; `nil` when there are none to be read.
    let ruleSet: RuleSet?

    /// Whether there is a `desk.yaml`.
    let isThere: Bool
    /// Whether `desk.yaml` or a file of rules holds nothing to read: somebody may be about to write it.
    let hasEmptyFile: Bool

    /// What is wrong with `desk.yaml`, below the content folder.
    let complaints: [String]
    /// What is wrong with what `desk.yaml` says to the plugin `rules`.
    let ruleSettingComplaints: [String]
    /// What is wrong with the files of rules.
    let ruleComplaints: [RuleComplaint]

    /// Reads `desk.yaml` and `_rules/`; what is missing has its defaults.
    ///
    /// - Throws: `CleanFailure` with everything that is wrong, a line for each.
    init(content: String) throws {
        self.init(reading: content)
        let all = complaints + ruleSettingComplaints + ruleComplaints.map(\.description)
        guard all.isEmpty else {
            let lines = all.map { "\(content)/\($0)" }.joined(separator: "\n")
            throw CleanFailure("\(lines)\nThe desk was not opened: mend this and start again.")
        }
    }

    /// Whether `desk.yaml` says something else than what the desk runs with, beside its plugins; a file
    /// that is not there or cannot be read says nothing.
    let isBehind: Bool

    /// Reads what can be read; what is wrong stands in the complaints.
    ///
    /// - Parameter running: what a desk runs with that reads its plugins' settings once more; `nil` while
    ///   it begins.
    init(reading content: String, for running: DeskSettings? = nil) {
        var complaints: [String] = []
        var file = YAMLFile(name: "desk.yaml", yaml: "")
        isThere = FileManager.default.fileExists(atPath: "\(content)/desk.yaml")
        if isThere {
            if let yaml = Self.text(at: "\(content)/desk.yaml") {
                file = YAMLFile(name: "desk.yaml", yaml: yaml)
            } else {
                complaints.append("desk.yaml:1:1: the file is not text in UTF-8.")
            }
        }
        let files = RuleFiles(content: content)
        hasEmptyFile = (isThere && file.root == nil) || files.files.values.contains(.string(""))
        var plugins = PluginSettings()
        let read = DeskSettings.read(&file, &plugins)
        desk = running ?? read
        self.plugins = plugins
        complaints += file.complaints
        isBehind = isThere && complaints.isEmpty && desk != read
        var ofRules: [String] = []
        let zone = Self.zone(plugins.config[LinkedPlugin.rules.rawValue], &ofRules)
        ruleSettingComplaints = ofRules
        rules = files.config(of: desk, zone: zone)
        // The plugin's own reading: what it will refuse is better known before the desk opens.
        (ruleSet, ruleComplaints) = files.read(for: desk, zone: zone)
        self.complaints = complaints
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

    /// Where the clocks stand that rules look at: `zone` of the plugin's settings, else UTC.
    private static func zone(
        _ config: JSONValue?, _ complaints: inout [String]
    ) -> TimeZoneRules? {
        guard let name = config?["zone"]?.string else { return nil }
        do {
            return try TimeZoneFiles().rules(name)
        } catch {
            complaints.append("desk.yaml:1:1: “zone” of the plugin rules: \(error)")
            return nil
        }
    }

    private static func text(at path: String) -> String? {
        FileManager.default.contents(atPath: path).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
