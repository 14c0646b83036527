// porchlight plugin replay: recorded calls are fed to a plugin again.

import ArgumentParser
import Foundation
import HelpDesk
import PluginHost
import PluginKit
import SQLiteStore
import TicketStore

struct PluginReplay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "See what a plugin would have done with the tickets of the last weeks.",
        discussion: """
            What the desk has asked the plugin, or an earlier version of it, is asked again, with the clock, \
            the data and the state of then. Nothing is written. Ends with 1 when more tickets would move \
            than --max-change allows, or when a plugin that calls itself deterministic is not.
            """)

    @Argument(
        help: ArgumentHelp("The plugin's folder, or the id of one that the desk has.", valueName: "path"))
    var path: String

    @Option(help: ArgumentHelp("How far back: 30d, 12h.", valueName: "time"), transform: Self.seconds)
    var since = 30 * 86_400.0

    @Option(
        help: ArgumentHelp("How many of the tickets may move: 2%.", valueName: "share"), transform: Self.share
    )
    var maxChange = 1.0

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Print a page of HTML.")
    var html = false

    @OptionGroup var desk: DeskDataOption
    @OptionGroup var folder: PluginsOption

    @Option(help: ArgumentHelp("The folder of Markdown, with desk.yaml.", valueName: "dir"))
    var content = "content"

    func run() async throws {
        let configuration = try DeskConfiguration(content: content)
        let scratch = FileManager.default.temporaryDirectory.appending(path: "replay-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        let plugin = try plugin(configuration, scratch)
        if let hindrance = plugin.hindrance { throw CleanFailure("\(path): \(hindrance)") }
        let store = try desk.open()
        defer { try? store.close() }
        let replay = Replay(plugin, in: store, prefer: configuration.desk.preferredPlugins)
        let report = try await replay.run(since: Date(timeIntervalSinceNow: -since))
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            print(html ? report.html : report.words)
        }
        if report.change > maxChange {
            throw CleanFailure(
                "\(report.moves.count) of \(report.tickets) tickets would move, more than \(maxChange * 100) %."
            )
        }
        if !report.notDeterministic.isEmpty {
            throw CleanFailure("\(report.plugin) calls itself deterministic and is not.")
        }
    }

    /// The plugin with the desk's configuration, and an empty folder for its own files.
    private func plugin(_ configuration: DeskConfiguration, _ scratch: String) throws -> InstalledPlugin {
        if path.contains("/") || FileManager.default.fileExists(atPath: "\(path)/plugin.json") {
            let found = PluginFolder(path: path)
            let complaints = found.complaints.filter { !$0.hasPrefix("its folder is called") }
            guard complaints.isEmpty, let manifest = found.manifest else {
                throw CleanFailure(complaints.map { "\(path): \($0)" }.joined(separator: "\n"))
            }
            let place = PluginPlace(data: scratch, id: manifest.id)
            place.make()
            return InstalledPlugin(
                manifest: manifest, config: configuration.plugins.config[manifest.id] ?? .object([:]),
                secrets: PluginPlace(data: desk.data, id: manifest.id).secrets(manifest.secrets),
                folder: found.path, dataFolder: place.ownFolder,
                programPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        }
        let all = try configuration.plugins(folder: folder.plugins, data: scratch, trusting: true)
        guard let plugin = all.first(where: { $0.id == path }) else {
            let names = all.map(\.id).joined(separator: ", ")
            throw CleanFailure(
                "there is no plugin “\(path)”; there is \(names). A folder is named with a “/”.")
        }
        return plugin
    }

    private static func seconds(_ text: String) throws -> Double {
        let units: [Character: Double] = ["d": 86_400, "h": 3_600]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Double(text.dropLast()), number > 0
        else { throw ValidationError("“\(text)” is no time: write 30d, or 12h.") }
        return number * unit
    }

    private static func share(_ text: String) throws -> Double {
        guard text.hasSuffix("%"), let number = Double(text.dropLast()), (0...100).contains(number) else {
            throw ValidationError("“\(text)” is no share: write 2%.")
        }
        return number / 100
    }
}
