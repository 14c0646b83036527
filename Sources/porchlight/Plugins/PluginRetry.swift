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
            if list {
                let dead = try await DeadLetters.all(of: id, in: store)
                let requests = try await DeadLetters.requests(of: id, in: store)
                for letter in dead { print(letter.words) }
                for request in requests { print(DeadLetters.words(request)) }
                if dead.isEmpty, requests.isEmpty { try tellThatThereIsNone() }
                return
            }
            let count = try await DeadLetters.sendAllAgain(of: id, in: store, now: Date())
            if count == 0 { try tellThatThereIsNone() } else { print("\(count) sent again.") }
        } catch let error as StoreError {
            throw CleanFailure("the desk cannot be read: \(error)")
        }
    }

    /// - Throws: `CleanFailure` when there never was such a plugin, as after a slip of the hand.
    private func tellThatThereIsNone() throws {
        try PluginPlace(data: desk.data, id: id).checkKnown()
        print("Nothing was given up.")
    }
}
