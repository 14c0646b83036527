// porchlight plugin retry: what was given up is sent again.

import ArgumentParser
import Foundation
import HelpDesk
import SQLiteStore
import TicketStore
import Tickets

struct PluginRetry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Send a plugin again what it failed at five times.",
        discussion: "A desk that runs does it within a minute, any other when it is started.")

    @Argument(help: "The plugin's id.")
    var id: String

    @OptionGroup var desk: DeskDataOption

    @Flag(help: "Only list what was given up, and why.")
    var list = false

    func run() async throws {
        let store = try desk.open()
        defer { try? store.close() }
        do {
            let dead = try await DeadLetters.all(of: id, in: store)
            if list {
                for letter in dead { print(letter.words) }
                if dead.isEmpty { print("Nothing was given up.") }
                return
            }
            for letter in dead { try await DeadLetters.sendAgain(letter, in: store, now: Date()) }
            print(dead.isEmpty ? "Nothing was given up." : "\(dead.count) sent again.")
        } catch let error as StoreError {
            throw CleanFailure("the desk cannot be read: \(error)")
        }
    }
}
