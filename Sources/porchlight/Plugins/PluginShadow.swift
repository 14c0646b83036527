// porchlight plugin shadow: what a shadow would have done otherwise.

import ArgumentParser
import Foundation
import HelpDesk
import SQLiteStore
import TicketStore

struct PluginShadow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shadow", abstract: "See what a plugin's shadow answered otherwise.",
        discussion: """
            A plugin in the folder plugins/ID.shadow is asked what the plugin ID is asked, and its answers \
            are only recorded. They are compared for as long as calls are kept.
            """)

    @Argument(help: "The plugin's id, without “.shadow”.")
    var id: String

    @OptionGroup var desk: DeskDataOption

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let store = try desk.open()
        defer { try? store.close() }
        do {
            let report = try await ShadowReport(of: id, in: store)
            guard json else { return print(report.words) }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            print(String(decoding: try encoder.encode(report), as: UTF8.self))
        } catch let error as StoreError {
            throw CleanFailure("the desk cannot be read: \(error)")
        }
    }
}
