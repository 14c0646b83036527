// porchlight dev: site and desk on one's own machine, built again at every save.

import ArgumentParser
import Foundation
import KnowledgeBase
import SiteGenerator
import WebServer

struct Dev: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write with a preview: every save rebuilds what changed and reloads the browser.",
        discussion: """
            Site and desk run on this machine alone. What is built and asked lies in .porchlight/dev; \
            public/ and the tickets of `porchlight serve` are not touched. What is wrong with the \
            content is shown here and at the foot of the page. Ctrl-C ends it.
            """)

    @Option(help: ArgumentHelp("The folder of Markdown.", valueName: "dir"))
    var content = "content"

    @Option(help: ArgumentHelp("The folder for the preview and its tickets.", valueName: "dir"))
    var data = ".porchlight/dev"

    @Option(
        help: ArgumentHelp("The day to build for, instead of today.", valueName: "yyyy-mm-dd"),
        transform: BuildDate.parse)
    var date: CalendarDay?

    @Flag(help: "Show drafts.")
    var drafts = false

    @OptionGroup var listening: ListeningOptions

    func run() async throws {
        // What is set for the server that customers reach is none of the preview's business.
        let settings = try ServerSettings(flags: listening.flags, environment: [:])
        let server = try DeskServer(
            content: content, data: data, settings, acceptsNewKey: listening.newLinkKey)
        var options = BuildOptions(
            content: content, output: "\(data)/site", date: try BuildDate.day(date))
        options.cache = "\(data)/build"
        options.baseURL = "\(server.listening.publicAddress)"
        options.drafts = drafts
        let look = try SiteLook.plain()
        let start = Int(Date().timeIntervalSince1970 * 1000)
        let preview = SitePreview(look: look, version: start)
        let internalSite = InternalSite(SiteBuilder(options))
        let upkeep: SiteUpkeep
        do {
            upkeep = SiteUpkeep(
                site: LiveSite(options), watcher: try FolderWatcher(content), content: content,
                preview: preview, internalSite: internalSite)
        } catch {
            throw CleanFailure("\(error)")
        }
        try await server.run(
            look: look, site: options.output, preview: preview, internalSite: internalSite, upkeep: [upkeep])
    }
}
