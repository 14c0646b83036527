// porchlight sign-in: a link with which an agent comes in.

import ArgumentParser
import Foundation
import HelpDesk
import SQLiteStore
import TicketStore
import Tickets

struct SignIn: AsyncParsableCommand {
    /// Who signs in with the link that `porchlight serve` prints.
    static let owner = "Owner"

    static let configuration = CommandConfiguration(
        commandName: "sign-in", abstract: "Print a link with which an agent signs in, once.",
        discussion: """
            The agent is one of those that desk.yaml names below agents, by the id, or \(owner), who signs \
            in with the link that `porchlight serve` prints. The link works within a day; an older one of \
            the same agent that was not used yet works no more. The desk may be running. Give the flags that \
            you give `porchlight serve`, so that the address is right.
            """)

    @Argument(help: "The agent's id.")
    var agent: String

    @OptionGroup var options: ServerOptions

    func run() async throws {
        umask(0o077)
        let settings = try options.resolve()
        let known = try DeskConfiguration(content: settings.text(.content)).desk.agents.filter(\.isActive)
        guard agent == Self.owner || known.contains(where: { $0.id == agent }) else {
            let names = known.map(\.id).joined(separator: ", ")
            throw CleanFailure(
                "there is no agent “\(agent)”; desk.yaml names \(names.isEmpty ? "none below agents" : names)."
            )
        }
        var desk = DeskDataOption()
        desk.data = settings.text(.dataFolder)
        let store = try desk.open()
        defer { try? store.close() }
        do {
            let path = try await HelpDesk.makeSignInLink(for: agent, in: store, .system)
            print("Desk sign-in of \(agent), works once: \(Self.address(settings))\(path)")
        } catch let error as StoreError {
            throw CleanFailure("no sign-in link could be stored: \(error)")
        }
    }

    /// Where a browser reaches the desk, as far as the settings say.
    private static func address(_ settings: ServerSettings) -> String {
        if let configured = settings[.publicAddress].flatMap(PublicAddress.init) { return "\(configured)" }
        let host = settings.text(.address)
        let port = settings.number(.port)
        // Which port it is that was free, the desk alone knows.
        guard port != 0 else { return "" }
        return "\(ListeningAddress.publicAddress(host: host, port: port))"
    }
}
