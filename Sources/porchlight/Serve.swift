// porchlight serve: builds the site, opens the desk, prints where they are.

import ArgumentParser
import Foundation
import HelpDesk
import Hummingbird
import KnowledgeBase
import Logging
import Mail
import NIOCore
import PluginHost
import SQLiteStore
import SiteGenerator
import TicketStore
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

    @Option(help: ArgumentHelp("How long a request may take to arrive.", valueName: "seconds"))
    var requestTimeout = 30

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port is a number from 0 to 65535; 0 takes any that is free.")
        }
        guard (1...600).contains(requestTimeout) else {
            throw ValidationError("--request-timeout is a number of seconds from 1 to 600.")
        }
        guard publicAddress.map({ PublicAddress($0) != nil }) != false else {
            throw ValidationError(
                "--public-address is scheme and host alone, like https://help.example.com.")
        }
    }

    func run() async throws {
        let usualMask = umask(0o077)
        let listening = try ListeningAddress(host: address, port: port)
        let settings = try DeskConfiguration(content: folders.content)
        let dataFolder = try DataFolder(path: data)
        // The site is for everybody; what follows is not.
        umask(usualMask)
        let look = try await buildSite()
        umask(0o077)
        let logger = Logger(label: "porchlight")
        let store = try openStore(dataFolder)
        let configured = publicAddress.flatMap(PublicAddress.init)
        let bell = DeskBell()
        let desk = HelpDesk(
            settings: settings.desk, store: store, links: SecretLinks(key: try dataFolder.linkKey()),
            surroundings: .system, publicAddress: configured ?? listening.publicAddress,
            onChange: { bell.somethingChanged() })
        let host = PluginHost(
            try settings.plugins(), logger: logger, now: Date.init, onReady: { bell.pluginIsReady() })
        let work = DeskWork(
            store: store, host: host,
            outbox: OutboxFolder(path: dataFolder.outboxPath, sender: settings.desk.sender),
            settings: settings.desk, now: Date.init, logger: logger, bell: bell)
        let server = WebServer(
            desk: desk, look: look, siteFolder: folders.output, publicAddress: configured)
        var application = Application(
            router: server.router(), server: HTTPLimits.server(requestSeconds: requestTimeout),
            configuration: HTTPLimits.configuration(host: address, port: listening.port),
            onServerRunning: { _ in await announce(desk, at: configured, listening, logger) },
            logger: logger)
        application.addServices(work)
        do {
            try await application.runService()
        } catch let error as IOError {
            throw ListeningAddress.failure(host: address, port: listening.port, error.errnoCode)
        }
        try store.close()
    }

    private func buildSite() async throws -> SiteLook {
        let options = BuildOptions(
            content: folders.content, output: folders.output,
            date: CalendarDay(secondsSince1970: Int(Date().timeIntervalSince1970)))
        let (report, look) = try await SiteBuilder(options).buildOrExplain()
        for diagnostic in report.diagnostics {
            FileHandle.standardError.write(Data("\(folders.content)/\(diagnostic)\n".utf8))
        }
        return look
    }

    private func openStore(_ folder: DataFolder) throws -> SQLiteStore {
        do {
            return try SQLiteStore(path: folder.databasePath)
        } catch let error as StoreError {
            throw CleanFailure("\(folder.databasePath) cannot be opened: \(error)")
        }
    }
}

/// Prints where the help centre and the desk are. Only now that customers can be answered does the
/// sign-in link of an earlier start stop working.
private func announce(
    _ desk: HelpDesk, at configured: PublicAddress?, _ listening: ListeningAddress, _ logger: Logger
) async {
    let address = configured ?? listening.publicAddress
    var lines = "Help centre: \(address)/\n"
    do {
        lines += "Desk sign-in, works once: \(address)\(try await desk.makeSignInLink(for: "Owner"))\n"
    } catch {
        logger.error("no sign-in link could be stored, start again for one: \(logWords(error))")
    }
    if configured == nil, listening.isWildcard {
        lines += """
            It listens on every address of this machine, but links in mails lead to \(address): \
            say with --public-address where customers reach it.

            """
    }
    // Not print(): it holds lines back when standard output is a pipe.
    FileHandle.standardOutput.write(Data(lines.utf8))
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
