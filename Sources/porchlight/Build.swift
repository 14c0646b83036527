// porchlight build: content → public.

import ArgumentParser
import Foundation
import KnowledgeBase
import SiteGenerator

struct Build: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Build the help centre: content → public.",
        discussion: """
            Writes only files that have changed, and deletes only what an earlier build wrote. When a \
            page cannot be read, nothing is written and the site that was there stays.
            """)

    @OptionGroup var folders: SiteFolders

    @Option(
        help: ArgumentHelp("Where the site will lie, instead of base_url in site.yaml.", valueName: "url"))
    var baseURL: String?

    @Option(
        help: ArgumentHelp(
            "The day to build for, instead of that of SOURCE_DATE_EPOCH or today.", valueName: "yyyy-mm-dd"),
        transform: BuildDate.parse)
    var date: CalendarDay?

    @Option(
        help: ArgumentHelp(
            "The folder for what the next build can use again (default: .porchlight/build beside the site).",
            valueName: "dir"))
    var cache: String?

    @Flag(help: "Make drafts part of the site.")
    var drafts = false

    @Flag(help: "Make everything anew.")
    var clean = false

    @Flag(help: "Write a .gz beside each file of text, for servers that send those.")
    var compress = false

    @Flag(help: "Fail when anything is wrong, not only when no site can be built.")
    var strict = false

    @Flag(help: "Print what was done and found as one JSON object.")
    var json = false

    func run() async throws {
        var options = BuildOptions(
            content: folders.content, output: folders.output, date: try BuildDate.day(date))
        options.baseURL = baseURL
        options.cache = cache
        options.drafts = drafts
        options.clean = clean
        options.compress = compress
        let report: BuildReport
        do {
            report = try await Self.build(options)
        } catch let error as BuildError where json {
            print(try BuildReport.failure(error, in: folders.content))
            throw ExitCode(1)
        } catch let error as BuildError {
            throw error.explained(in: folders.content)
        }
        if json {
            print(try report.json(in: folders.content))
        } else {
            let found = DiagnosticFormat.text.text(of: report.diagnostics, in: folders.content)
            FileHandle.standardError.write(Data(found.utf8))
            print(report.summary)
        }
        if strict, !report.diagnostics.isEmpty { throw ExitCode(1) }
    }

    /// Builds, and shows how far it is.
    private static func build(_ options: BuildOptions) async throws -> BuildReport {
        let progress = BuildProgress()
        let display = Task { await ProgressDisplay(isTerminal: isatty(STDERR_FILENO) == 1).follow(progress) }
        do {
            let report = try await SiteBuilder(options, progress: progress).build().report
            display.cancel()
            await display.value
            return report
        } catch {
            display.cancel()
            await display.value
            throw error
        }
    }
}

/// Where the content lies and where the site is built.
struct SiteFolders: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of Markdown.", valueName: "dir"))
    var content = "content"

    @Option(help: ArgumentHelp("The folder for the site.", valueName: "dir"))
    var output = "public"
}

extension BuildError {
    /// What went wrong, in words for the person at the terminal.
    ///
    /// - Parameter content: the content folder as they named it.
    func explained(in content: String) -> any Error {
        let consequence = "The site was not built; what was there is still there."
        switch self {
        case .baseURL, .output: return Misuse.explained(description, of: "build")
        case .content(let diagnostics):
            let found = DiagnosticFormat.text.text(of: diagnostics, in: content)
            return CleanFailure(
                "\(DiagnosticFormat.counts(of: diagnostics, silenced: 0))\n\(found)\(consequence)")
        case .noContent, .unwatchable, .unwritable:
            return CleanFailure("\(self)\n\(consequence)")
        }
    }
}

/// An error that is a message for the person at the terminal, nothing more.
struct CleanFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
