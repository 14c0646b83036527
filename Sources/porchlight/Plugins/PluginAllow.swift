// porchlight plugin allow: an operator looks at a plugin and lets it run.

import ArgumentParser
import Foundation
import PluginHost
import PluginKit

struct PluginAllow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allow", abstract: "Let a plugin run, as it lies there now.",
        discussion: """
            Shows what the plugin starts and what it asks for, and writes plugins.lock with the SHA-256 over \
            its folder. When a file of it changes or it asks for more, it is parked until it is allowed again.
            """)

    @Argument(help: "The plugin's id: the name of its folder.")
    var id: String

    @OptionGroup var folder: PluginsOption

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    func run() throws {
        let shelf = try folder.shelf()
        let plugin = try shelf.plugin(id)
        var lock = shelf.lock
        guard lock.allow(plugin), let manifest = plugin.manifest else {
            throw CleanFailure(plugin.complaints.map { "\(plugin.path): \($0)" }.joined(separator: "\n"))
        }
        print(Self.words(manifest))
        guard yes || Self.isAgreed() else { throw CleanFailure("nothing was allowed.") }
        do {
            try lock.write(in: shelf.folder)
        } catch {
            throw CleanFailure(
                "\(PluginLock.path(in: shelf.folder)) cannot be written: give this user the right to.")
        }
        print(
            "\(id) is allowed. A desk that runs takes it in when it is started again, or at the signal HUP.")
    }

    private static func isAgreed() -> Bool {
        FileHandle.standardOutput.write(Data("Let it run? [y/N] ".utf8))
        return readLine()?.lowercased().hasPrefix("y") == true
    }

    /// What it is and may, for somebody who has to answer for it.
    static func words(_ manifest: PluginManifest) -> String {
        var lines = [
            "\(manifest.id) \(manifest.version): \(manifest.title)",
            "It starts: \(manifest.command.joined(separator: " "))",
            "It is asked: \(manifest.hooks.keys.sorted().joined(separator: ", "))",
        ]
        lines.append(manifest.grants.isEmpty ? "It asks for no grants." : "It may:")
        lines += manifest.grants.sorted().map { "  - \($0.words) (\($0.rawValue))" }
        if !manifest.secrets.isEmpty {
            lines.append("It is handed these secrets: \(manifest.secrets.joined(separator: ", "))")
        }
        lines.append(
            "Grants limit what the desk hands over and accepts. The program itself can do what its user can.")
        return lines.joined(separator: "\n")
    }
}
