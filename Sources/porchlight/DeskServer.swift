// The desk and its server, put together and run until the program is asked to stop.

import Foundation
import HelpDesk
import Hummingbird
import KnowledgeBase
import Logging
import Mail
import NIOCore
import PluginHost
import PluginKit
import SQLiteStore
import ServiceLifecycle
import SiteGenerator
import TicketStore
import WebServer

/// Everything of a running desk but the site.
struct DeskServer {
    let listening: ListeningAddress
    private let server: ServerSettings
    private let settings: DeskConfiguration
    private let content: String
    private let dataFolder: DataFolder
    private let logger: Logger
    private let acceptsNewKey: Bool

    /// Takes address and data folder, so that nothing is built for a server that cannot run.
    ///
    /// - Parameter acceptsNewKey: whether the links in mails may die, see ``LinkKey``.
    /// - Throws: `CleanFailure` with what is in the way.
    init(content: String, data: String, _ server: ServerSettings, acceptsNewKey: Bool = false) throws {
        self.server = server
        self.acceptsNewKey = acceptsNewKey
        if server[.logFormat] == "json" { JSONLog.begin() }
        logger = Logger(label: "porchlight")
        let usualMask = umask(0o077)
        // The desk's files are for nobody else; a site that is built after this is for everybody.
        defer { umask(usualMask) }
        listening = try ListeningAddress(host: server.text(.address), port: server.number(.port))
        settings = try DeskConfiguration(content: content)
        self.content = content
        dataFolder = try DataFolder(path: data)
    }

    /// Answers until the program is asked to stop.
    ///
    /// - Parameters:
    ///   - site: where the site was built.
    ///   - preview: for a site that is being written.
    ///   - internalSite: the articles that only agents see.
    ///   - upkeep: runs beside the server.
    func run(
        look: SiteLook, site: String, preview: SitePreview? = nil, internalSite: InternalSite? = nil,
        upkeep: [any Service] = []
    ) async throws {
        umask(0o077)
        let store = try openStore()
        let key = try await dataFolder.linkKey.key(of: store, acceptsNew: acceptsNewKey)
        tidy(store)
        let configured = server[.publicAddress].flatMap(PublicAddress.init)
        let bell = DeskBell()
        let pressure = IntakePressure()
        let desk = HelpDesk(
            settings: settings.desk, store: store, links: SecretLinks(key: key),
            surroundings: .system, publicAddress: configured ?? listening.publicAddress,
            words: { key, language in (preview?.look ?? look).words(language)[key] },
            limits: server.limits, pressure: pressure,
            onChange: { bell.somethingChanged() }, onRelease: { bell.somethingWasReleased() })
        let plugins = try settings.plugins(
            folder: server.text(.plugins), data: dataFolder.path, trusting: preview != nil)
        Self.makeSigningKeys(plugins, dataFolder.path)
        let host = PluginHost(
            plugins, logger: logger, now: Date.init, memory: PluginHost.Memory(store),
            onReady: { bell.pluginIsReady() })
        let finder = SiteAnswers(
            folder: site, origin: (configured ?? listening.publicAddress).description)
        let work = DeskWork(
            store: store, host: host,
            outbox: OutboxFolder(path: dataFolder.outboxPath, sender: settings.desk.sender),
            settings: settings.desk, letters: desk.letters, now: Date.init, logger: logger, bell: bell,
            pressure: pressure,
            signingKey: { [path = dataFolder.path] in PluginPlace(data: path, id: $0).signingKey() },
            articles: { words, language, count in finder.articles(words, language, count) })
        await work.begin()
        let web = WebServer(
            desk: desk, look: look, siteFolder: site, publicAddress: configured, preview: preview,
            finder: finder, internalSite: internalSite,
            plugins: PluginDesk(host: host, store: store, bell: bell, now: Date.init),
            proxies: TrustedProxies(server.values(.trustedProxy)) ?? .none,
            operators: TrustedProxies(server.values(.metricsFrom)) ?? .none,
            figures: { [dataFolder] in await OperatingFigures(data: dataFolder.path, host: host).all() })
        var application = Application(
            router: web.router(),
            server: HTTPLimits.server(requestSeconds: server.number(.requestTimeout)),
            configuration: HTTPLimits.configuration(host: listening.host, port: listening.port),
            onServerRunning: { [listening, logger] _ in
                await announce(desk, at: configured, listening, logger)
            },
            logger: logger)
        application.addServices(work)
        for service in upkeep { application.addServices(service) }
        application.addServices(try pluginUpkeep(host, isPreview: preview != nil))
        do {
            try await application.runService()
        } catch let error as IOError {
            throw ListeningAddress.failure(host: listening.host, port: listening.port, error.errnoCode)
        }
        try store.close()
    }

    /// The receivers' operators need them before the first request is sent.
    private static func makeSigningKeys(_ plugins: [InstalledPlugin], _ data: String) {
        for plugin in plugins where plugin.grants.contains(.deliver) && !plugin.isShadow {
            _ = PluginPlace(data: data, id: plugin.manifest.id).signingKey()
        }
    }

    private func tidy(_ store: SQLiteStore) {
        if let warning = dataFolder.warning { logger.warning("\(warning)") }
        let pieces = store.removePieces()
        if pieces > 0 { logger.info("\(pieces) pieces of uploads that were cut off were removed") }
    }

    /// Changed settings and rules are taken up; in a preview, plugins are started anew, too, whose files change.
    private func pluginUpkeep(_ host: PluginHost, isPreview: Bool) throws -> PluginUpkeep {
        let (folder, data) = (server.text(.plugins), dataFolder.path)
        let reload = PluginReload(
            settings, content: content, host: host, logger: logger,
            read: { try $0.plugins(folder: folder, data: data, trusting: isPreview) },
            prepare: { Self.makeSigningKeys($0, data) })
        // Who closes the terminal in which a desk runs wants it to end.
        let hasTerminal = isatty(STDIN_FILENO) == 1
        return PluginUpkeep(
            reload: reload,
            content: try watcher(content, isNeeded: isPreview, files: PluginUpkeep.isConfiguration),
            plugins: isPreview ? try watcher(folder, isNeeded: true) : nil,
            listensForSignal: !isPreview && !hasTerminal)
    }

    /// `nil` for a folder that is not there, or that cannot be watched and need not.
    private func watcher(
        _ folder: String, isNeeded: Bool, files isMeant: @escaping @Sendable (String) -> Bool = { _ in true }
    ) throws -> FolderWatcher? {
        guard FileManager.default.fileExists(atPath: folder) else { return nil }
        do {
            return try FolderWatcher(folder, files: isMeant)
        } catch {
            if isNeeded { throw CleanFailure("\(error)") }
            logger.warning("\(error); changed rules are read at the signal HUP alone")
            return nil
        }
    }

    private func openStore() throws -> SQLiteStore {
        do {
            return try SQLiteStore(path: dataFolder.databasePath)
        } catch let error as StoreError {
            throw CleanFailure("\(dataFolder.databasePath) cannot be opened: \(error)")
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
        lines += "Desk sign-in, works once: \(address)\(try await desk.makeSignInLink(for: SignIn.owner))\n"
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
    static var system: HelpDesk.Surroundings {
        HelpDesk.Surroundings(now: Date.init) { count in
            var source = SystemRandomNumberGenerator()
            return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &source) }
        }
    }
}
