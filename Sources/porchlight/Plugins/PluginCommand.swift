// porchlight plugin: what a desk's plugins are, and what they do.

import ArgumentParser
import PluginKit
import RulesPlugin

struct PluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "Work with plugins.",
        subcommands: [
            PluginList.self, PluginAllow.self, PluginCheck.self, PluginTry.self, PluginRetry.self,
            PluginNew.self,
            PluginLogs.self, Run.self,
        ])

    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run a plugin that is linked in, on standard input and output.")

        @Argument(help: "The plugin's id.")
        var id: String

        func run() throws {
            switch id {
            case "rules": PluginLoop.run(RulesPlugin.self)
            default: throw ValidationError("there is no plugin “\(id)” linked in; there is rules.")
            }
        }
    }
}

/// Where a desk's plugins lie.
struct PluginsOption: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of plugins.", valueName: "dir"))
    var plugins = "plugins"

    func shelf() throws -> PluginShelf { try PluginShelf(folder: plugins) }
}
