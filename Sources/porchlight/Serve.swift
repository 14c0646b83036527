// porchlight serve: builds the site, opens the desk, prints where they are.

import ArgumentParser
import Foundation
import KnowledgeBase
import SiteGenerator

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Build the help centre and run it with its desk.",
        discussion: "Prints the address of the help centre and a link with which the first agent signs in.")

    @OptionGroup var folders: SiteFolders

    @Option(help: ArgumentHelp("The folder for tickets, keys and outgoing mail.", valueName: "dir"))
    var data = ".porchlight"

    @OptionGroup var listening: ListeningOptions

    func run() async throws {
        let server = try DeskServer(content: folders.content, data: data, listening)
        let look = try await buildSite()
        try await server.run(look: look, site: folders.output)
    }

    private func buildSite() async throws -> SiteLook {
        let options = BuildOptions(
            content: folders.content, output: folders.output,
            date: CalendarDay(secondsSince1970: Int(Date().timeIntervalSince1970)))
        do {
            let (report, look) = try await SiteBuilder(options).build()
            let found = DiagnosticFormat.text.text(of: report.diagnostics, in: folders.content)
            FileHandle.standardError.write(Data(found.utf8))
            return look
        } catch let error as BuildError {
            throw error.explained(in: folders.content)
        }
    }
}
