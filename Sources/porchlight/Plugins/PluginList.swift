// porchlight plugin list: which plugins there are, and whether they run.

import ArgumentParser
import Foundation
import PluginHost
import PluginKit

struct PluginList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the plugins, and whether they may run.")

    @OptionGroup var folder: PluginsOption

    @Flag(help: "Print JSON.")
    var json = false

    private struct Entry: Encodable {
        let id: String
        let version: String
        let title: String
        let runs: Bool
        let why: String?
    }

    func run() throws {
        let shelf = try folder.shelf()
        var entries = try LinkedPlugin.allCases.map { plugin in
            let manifest = try plugin.manifest()
            return Entry(
                id: manifest.id, version: manifest.version, title: manifest.title, runs: true, why: nil)
        }
        for plugin in shelf.found {
            let why = shelf.lock.standing(of: plugin).hindrance(of: plugin.name)
            entries.append(
                Entry(
                    id: plugin.name, version: plugin.manifest?.version ?? "",
                    title: plugin.manifest?.title ?? "",
                    runs: why == nil, why: why))
        }
        guard json else {
            return print(
                entries.map { entry in
                    let head = "\(entry.id) \(entry.version)\(entry.title.isEmpty ? "" : ": \(entry.title)")"
                    return head + (entry.why.map { "\n  does not run: \($0)" } ?? "")
                }.joined(separator: "\n"))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(entries), as: UTF8.self))
    }
}
