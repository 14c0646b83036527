// porchlight plugin try: one plugin, one ticket, nothing written.

import ArgumentParser
import Foundation
import HelpDesk
import Logging
import PluginHost
import PluginKit
import RulesPlugin
import SQLiteStore
import TicketStore
import Tickets

struct PluginTry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try", abstract: "Ask one plugin about one ticket; nothing is written.",
        discussion: """
            The plugin is started in the mode dry_run, and need not be allowed. What it logs is printed \
            beside the answer, on standard error.
            """)

    @Argument(help: "The plugin's id.")
    var id: String

    @Argument(help: "The ticket: T-12.")
    var ticket: String

    @OptionGroup var desk: DeskDataOption
    @OptionGroup var folder: PluginsOption

    @Option(help: ArgumentHelp("The folder of Markdown, with desk.yaml.", valueName: "dir"))
    var content = "content"

    @Option(help: ArgumentHelp("The folder of the built site, for plugins that search it.", valueName: "dir"))
    var site = "public"

    func run() async throws {
        let configuration = try DeskConfiguration(content: content)
        let all = try configuration.plugins(folder: folder.plugins, data: desk.data, trusting: true)
        guard let plugin = all.first(where: { $0.id == id }) else {
            let names = all.map(\.id).joined(separator: ", ")
            throw CleanFailure("there is no plugin “\(id)”; there is \(names).")
        }
        let store = try desk.open()
        defer { try? store.close() }
        guard let number = TicketID(ticket), let thread = try await store.thread(number) else {
            throw CleanFailure("there is no ticket “\(ticket)” in \(desk.data).")
        }
        let finder = SiteAnswers(folder: site)
        let trial = PluginTrial(
            plugin, settings: configuration.desk, store: store,
            articles: { words, language, count in finder.articles(words, language, count) },
            listener: { FileHandle.standardError.write(Data("\($0)\n".utf8)) })
        let verdict = try await trial.ask(thread)
        print(
            verdict.isEmpty
                ? "It was not asked: no hook of its fits this ticket." : verdict.joined(separator: "\n"))
    }
}
