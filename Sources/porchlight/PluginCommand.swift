// porchlight plugin run ID: a shipped plugin, as the child process that the host starts.

import ArgumentParser
import LearnedRouterPlugin
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
        @Argument(
            parsing: .captureForPassthrough,
            help: "What else the plugin is to do: learned-router knows train and evaluate.")
        var arguments: [String] = []

        func run() throws {
            switch (id, arguments.isEmpty) {
            case ("rules", true): PluginLoop.run(RulesPlugin.self)
            case ("learned-router", true): PluginLoop.run(LearnedRouterPlugin.self)
            case ("learned-router", false): LearnedRouterCommand.main(arguments)
            case ("rules", false): throw ValidationError("the plugin “\(id)” takes no further words.")
            default:
                throw ValidationError(
                    "there is no plugin “\(id)” linked in; there are rules and learned-router.")
            }
        }
    }
}
