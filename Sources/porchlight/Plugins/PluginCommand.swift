// porchlight plugin run ID: a shipped plugin, as the child process that the host starts.

import ArgumentParser
import PluginKit
import RulesPlugin

struct PluginCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "Work with plugins.", subcommands: [Run.self])

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
