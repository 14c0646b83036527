// porchlight plugin check: the conformance kit.

import ArgumentParser
import Foundation
import PluginHost
import PluginKit

struct PluginCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Try whether a plugin keeps the protocol.",
        discussion:
            "Ends with 1 when it does not. The plugin is started in the mode test, with its secrets; nothing is stored."
    )

    @Argument(
        help: ArgumentHelp("The plugin's folder, or the id of one that is linked in.", valueName: "path"))
    var path: String

    @Option(help: ArgumentHelp("How many calls memory and speed are measured over.", valueName: "number"))
    var calls = 10_000

    @Option(help: ArgumentHelp("A file with its configuration as JSON.", valueName: "file"))
    var config: String?

    @OptionGroup var desk: DeskDataOption

    func run() throws {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let config = try config.map { file -> JSONValue in
            guard let bytes = FileManager.default.contents(atPath: file),
                let value = try? JSONValue(json: bytes)
            else {
                throw CleanFailure("\(file) is no JSON.")
            }
            return value
        }
        let plugin: InstalledPlugin
        if let linked = LinkedPlugin(rawValue: path) {
            let manifest = try linked.manifest()
            plugin = InstalledPlugin(
                manifest: manifest, config: config ?? .object([:]), secrets: secrets(manifest),
                programPath: program)
        } else {
            let folder = PluginFolder(path: path)
            guard folder.complaints.isEmpty, let manifest = folder.manifest else {
                throw CleanFailure(folder.complaints.map { "\(path): \($0)" }.joined(separator: "\n"))
            }
            plugin = InstalledPlugin(
                manifest: manifest, config: config ?? .object([:]), secrets: secrets(manifest),
                folder: folder.path, programPath: program)
        }
        var kit = ConformanceKit(plugin, calls: max(1, calls))
        let findings = kit.run()
        for finding in findings {
            print(finding.fault.map { "✗ \(finding.rule)\n    \($0)" } ?? "✓ \(finding.rule)")
        }
        let faults = findings.count { $0.fault != nil }
        guard faults == 0 else {
            throw CleanFailure("\(plugin.manifest.id) breaks \(faults) of \(findings.count) rules.")
        }
        print("\(plugin.manifest.id) keeps all \(findings.count) rules.")
    }

    /// Its secrets, as the desk would find them. What is missing is told of: without it a plugin may
    /// refuse to start.
    private func secrets(_ manifest: PluginManifest) -> [String: String] {
        let found = PluginPlace(data: desk.data, id: manifest.id).secrets(manifest.secrets)
        for name in manifest.secrets where found[name] == nil {
            print("– It is tried without its secret \(desk.data)/secrets/\(manifest.id)/\(name).")
        }
        return found
    }
}
