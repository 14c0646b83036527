// porchlight serve: builds the site, opens the desk, prints where they are.

import ArgumentParser
import Foundation
import HelpDesk
import Hummingbird
import KnowledgeBase
import Logging
import Mail
import PluginHost
import SQLiteStore
import SiteGenerator
import WebServer

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Build the help centre and run it with its desk.",
        discussion: "Prints the address of the help centre and a link with which the first agent signs in.")

    @OptionGroup var folders: SiteFolders

    @Option(help: ArgumentHelp("The folder for tickets, keys and outgoing mail.", valueName: "dir"))
    var data = ".porchlight"

    @Option(help: "The address to listen on.")
    var address = "127.0.0.1"

    @Option(help: "The port to listen on.")
    var port = 8080

    @Option(help: ArgumentHelp("Where customers reach the desk, if elsewhere.", valueName: "url"))
    var publicAddress: String?

    func run() async throws {
        let options = BuildOptions(
            content: folders.content, output: folders.output,
            date: CalendarDay(secondsSince1970: Int(Date().timeIntervalSince1970)))
        let (report, look) = try await SiteBuilder(options).buildOrExplain()
        for diagnostic in report.diagnostics {
            FileHandle.standardError.write(Data("\(folders.content)/\(diagnostic)\n".utf8))
        }
        let dataFolder = try DataFolder(path: data)
        let settings = try DeskConfiguration(content: folders.content)
        let logger = Logger(label: "porchlight")
        let store = try SQLiteStore(path: dataFolder.databasePath)
        let publicAddress = publicAddress ?? "http://\(address):\(port)"
        let (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let desk = HelpDesk(
            settings: settings.desk, store: store, links: SecretLinks(key: try dataFolder.linkKey()),
            surroundings: .system, publicAddress: publicAddress, onChange: { change.yield() })
        let work = DeskWork(
            store: store, host: PluginHost(try settings.plugins(), logger: logger, now: Date.init),
            outbox: OutboxFolder(path: dataFolder.outboxPath, sender: settings.desk.sender),
            settings: settings.desk, now: Date.init, logger: logger, changes: changes)
        let isSecure = publicAddress.hasPrefix("https:")
        let server = WebServer(desk: desk, look: look, siteFolder: folders.output, isSecure: isSecure)
        let signInLink = try await desk.makeSignInLink(for: "Owner")
        var application = Application(
            router: server.router(),
            configuration: .init(address: .hostname(address, port: port), serverName: nil),
            onServerRunning: { _ in
                // Not print(): it holds lines back when standard output is a pipe.
                let lines = """
                    Help centre: \(publicAddress)/
                    Desk sign-in, works once: \(publicAddress)\(signInLink)

                    """
                FileHandle.standardOutput.write(Data(lines.utf8))
            },
            logger: logger)
        application.addServices(work)
        try await application.runService()
        try store.close()
    }
}

extension HelpDesk.Surroundings {
    /// The machine's clock and its cryptographic random source.
    fileprivate static var system: HelpDesk.Surroundings {
        HelpDesk.Surroundings(now: Date.init) { count in
            var source = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &source) }
        }
    }
}
