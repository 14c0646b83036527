// The command: everything is chosen and joined here.

import ArgumentParser

@main
struct Porchlight: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "porchlight",
        abstract: "A help centre and a help desk from a folder of Markdown.",
        discussion: """
            `porchlight serve` builds content/ into public/, opens the desk and prints where both are.
            """,
        version: "0.1.0",
        subcommands: [
            Build.self, Check.self, Dev.self, Search.self, Serve.self, PluginCommand.self,
        ])
}
