// porchlight plugin: what a desk's plugins are, and what they do.

import ArgumentParser

struct PluginCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin", abstract: "Work with plugins.",
        subcommands: [
            PluginList.self, PluginAllow.self, PluginCheck.self, PluginTry.self, PluginReplay.self,
            PluginShadow.self, PluginRetry.self,
            PluginNew.self,
            PluginLogs.self, Run.self,
        ])

    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run a plugin that is linked in, on standard input and output.")

        @Argument(help: "The plugin's id.")
        var id: String

        @Argument(
            parsing: .captureForPassthrough,
            help: """
                What else the plugin is to do: learned-router knows train and evaluate, rules knows test and \
                why, suggest-answers knows answer.
                """)
        var arguments: [String] = []

        func run() throws {
            guard let plugin = LinkedPlugin(rawValue: id) else {
                let names = LinkedPlugin.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("there is no plugin “\(id)” linked in; there are \(names).")
            }
            switch plugin {
            case _ where arguments.isEmpty: plugin.run()
            case .learnedRouter: LearnedRouterCommand.main(arguments)
            case .rules: RulesCommand.main(arguments)
            case .suggestAnswers: SuggestAnswersCommand.main(arguments)
            default: throw ValidationError("the plugin “\(id)” takes no further words.")
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
