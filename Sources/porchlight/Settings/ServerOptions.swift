// The options of serve and config: folders, where to listen, limits.

import ArgumentParser
import Foundation

/// Everything about the server that can be said on the command line. What is not said there may stand
/// in the environment or in porchlight.yaml.
struct ServerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The folder of Markdown (default: \(usual(.content))).", valueName: "dir"))
    var content: String?

    @Option(help: ArgumentHelp("The folder for the site (default: \(usual(.output))).", valueName: "dir"))
    var output: String?

    @Option(
        help: ArgumentHelp("A built site, served as it is: nothing is built then.", valueName: "dir"))
    var site: String?

    @Option(help: ArgumentHelp("The folder of plugins (default: \(usual(.plugins))).", valueName: "dir"))
    var plugins: String?

    @Option(
        help: ArgumentHelp(
            "The folder for tickets, keys and outgoing mail (default: \(usual(.dataFolder))).",
            valueName: "dir"))
    var data: String?

    @OptionGroup var listening: ListeningOptions

    @Option(help: ArgumentHelp("Questions from one network address in ten minutes.", valueName: "number"))
    var questionsPerAddress: String?

    @Option(help: ArgumentHelp("Questions from one network in ten minutes.", valueName: "number"))
    var questionsPerNetwork: String?

    @Option(help: ArgumentHelp("Questions with one mail address in an hour.", valueName: "number"))
    var questionsPerMailAddress: String?

    @Option(help: ArgumentHelp("Posts from one network address in ten minutes.", valueName: "number"))
    var postsPerAddress: String?

    @Option(help: ArgumentHelp("Votes from one network address in ten minutes.", valueName: "number"))
    var votesPerAddress: String?

    @Option(
        help: ArgumentHelp(
            "The file of settings (default: porchlight.yaml, if it is there).", valueName: "file"))
    var settings: String?

    private static func usual(_ name: SettingName) -> String { name.usual.first ?? "" }

    private var flags: [SettingName: [String]] {
        let own: [SettingName: String?] = [
            .content: content, .output: output, .site: site, .plugins: plugins, .dataFolder: data,
            .questionsPerAddress: questionsPerAddress, .questionsPerNetwork: questionsPerNetwork,
            .questionsPerMailAddress: questionsPerMailAddress, .postsPerAddress: postsPerAddress,
            .votesPerAddress: votesPerAddress,
        ]
        return own.compactMapValues { $0.map { [$0] } }.merging(listening.flags) { own, _ in own }
    }

    func validate() throws {
        try ListeningOptions.check(flags)
    }

    /// What counts.
    ///
    /// - Throws: `CleanFailure` with everything that is wrong in environment and file.
    func resolve() throws -> ServerSettings {
        try ServerSettings(
            flags: flags, environment: ProcessInfo.processInfo.environment, file: SettingsFile.read(settings))
    }
}
