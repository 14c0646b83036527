// porchlight plugin logs: what a plugin wrote to its log.

import ArgumentParser
import Foundation

struct PluginLogs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print what a plugin wrote to its log.")

    @Argument(help: "The plugin's id.")
    var id: String

    @OptionGroup var desk: DeskDataOption

    @Option(help: ArgumentHelp("How many lines at most.", valueName: "number"))
    var lines = 200

    func run() throws {
        let place = PluginPlace(data: desk.data, id: id)
        try place.checkKnown()
        let text = [place.logPath + ".1", place.logPath].compactMap {
            FileManager.default.contents(atPath: $0).map { String(decoding: $0, as: UTF8.self) }
        }.joined()
        for line in text.split(separator: "\n").suffix(max(1, lines)) { print(line) }
    }
}
