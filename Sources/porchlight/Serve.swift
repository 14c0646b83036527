// porchlight serve: builds the site, opens the desk, prints where they are.

import ArgumentParser
import Foundation
import KnowledgeBase
import SiteGenerator

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Build the help centre and run it with its desk.",
        discussion: """
            Prints the address of the help centre and a link with which the first agent signs in. \
            `porchlight config` shows all settings and where each comes from.
            """)

    @OptionGroup var options: ServerOptions

    func run() async throws {
        Allocator.keepTogether()
        let settings = try options.resolve()
        let server = try DeskServer(
            content: settings.text(.content), data: settings.text(.dataFolder), settings,
            acceptsNewKey: options.listening.newLinkKey)
        let isContentThere = FileManager.default.fileExists(atPath: settings.text(.content))
        func internalSite(_ output: String) -> InternalSite? {
            isContentThere ? InternalSite(builder(settings, output: output)) : nil
        }
        if let site = settings[.site] {
            try await server.run(
                look: try await look(of: site, settings), site: site, internalSite: internalSite(site))
        } else {
            let site = settings.text(.output)
            try await server.run(
                look: try await buildSite(settings), site: site, internalSite: internalSite(site))
        }
    }

    private func builder(_ settings: ServerSettings, output: String) -> SiteBuilder {
        SiteBuilder(
            BuildOptions(
                content: settings.text(.content), output: output,
                date: CalendarDay(secondsSince1970: Int(Date().timeIntervalSince1970))))
    }

    private func buildSite(_ settings: ServerSettings) async throws -> SiteLook {
        do {
            let (report, look) = try await builder(settings, output: settings.text(.output)).build()
            let found = DiagnosticFormat.text.text(of: report.diagnostics, in: settings.text(.content))
            FileHandle.standardError.write(Data(found.utf8))
            return look
        } catch let error as BuildError {
            throw error.explained(in: settings.text(.content))
        }
    }

    /// The look of a site that was built before. Where its content folder is, the server's own pages
    /// follow it.
    private func look(of site: String, _ settings: ServerSettings) async throws -> SiteLook {
        guard FileManager.default.fileExists(atPath: "\(site)/index.html") else {
            throw CleanFailure("there is no built site in \(site): run `porchlight build` first.")
        }
        do {
            return try await builder(settings, output: site).look()
        } catch let error as BuildError {
            throw error.explained(in: settings.text(.content))
        }
    }
}
