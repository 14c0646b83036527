// porchlight build: content → public.

import ArgumentParser
import FoundationEssentials
import KnowledgeBase
import SiteGenerator

struct Build: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Build the help centre: content → public.")

    @OptionGroup var folders: SiteFolders

    func run() throws {
        let (_, changes) = try folders.build(theme: Theme())
        print("\(changes.written) files written, \(changes.removed) removed, \(changes.unchanged) unchanged.")
    }
}

/// Where the content lies and where the site is built.
struct SiteFolders: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of Markdown.", valueName: "dir"))
    var content = "content"

    @Option(help: ArgumentHelp("The folder for the site.", valueName: "dir"))
    var output = "public"

    /// Reads the content, renders the site and writes what has changed.
    func build(theme: Theme) throws -> (site: Site, changes: OutputFolder.Changes) {
        let site: Site
        do {
            site = try Site(of: KnowledgeBase(ContentFolder(path: content).read()), theme: theme)
        } catch let errors as ContentErrors {
            throw CleanFailure("\(errors)\nThe site was not built; the one that was there is still there.")
        }
        return (site, try OutputFolder(URL(filePath: output)).write(site.files))
    }
}

/// An error that is a message for the person at the terminal, nothing more.
struct CleanFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
