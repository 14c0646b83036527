// The command: everything is chosen and joined here.

import ArgumentParser

@main
enum Program {
    static func main() async {
        let names = Porchlight.configuration.subcommands.compactMap { $0._commandName }
        if let fault = Misuse.ofName(CommandLine.arguments.dropFirst().first, among: names + ["help"]) {
            Porchlight.exit(withError: Misuse.explained(fault))
        }
        await Porchlight.main()
    }
}

struct Porchlight: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "porchlight",
        abstract: "A help centre and a help desk from a folder of Markdown.",
        discussion: """
            A first time: `porchlight new site help`, then `porchlight serve` in the folder help. It builds \
            content/ into public/, opens the desk and prints where both are.

            `porchlight help build` says all about a command.

            Exit codes: 0 when all went well, 1 when something is wrong with the content or could not be \
            done, 64 when the command was not understood, 130 when it was interrupted by Ctrl-C.
            """,
        version: "0.1.0",
        subcommands: [
            New.self, Build.self, Check.self, Dev.self, Search.self, Serve.self, SignIn.self, Config.self,
            Backup.self,
            Restore.self,
            Doctor.self, Export.self, Import.self, Report.self, PluginCommand.self,
        ])
}
