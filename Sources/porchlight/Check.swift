// porchlight check: what readers would stumble over, without building anything.

import ArgumentParser
import Foundation
import KnowledgeBase
import SiteGenerator

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look for what readers would stumble over: broken links, missing images, overdue reviews.",
        discussion: """
            Writes nothing. A lint is silenced in site.yaml, with a reason:

              silence:
                - lint: orphan
                  file: archive/*
                  reason: Old releases are found by search.

            Exit codes: 0 when there is no error (there may be warnings), 1 when there is one, 64 when \
            the command was not understood.
            """)

    @Option(help: ArgumentHelp("The folder of Markdown.", valueName: "dir"))
    var content = "content"

    @Option(
        help: ArgumentHelp(
            "How to write down what was found: \(formats) (default: text).", valueName: "format"),
        transform: Self.format)
    var format = DiagnosticFormat.text

    @Option(
        help: ArgumentHelp("The day to check for, instead of today.", valueName: "yyyy-mm-dd"),
        transform: BuildDate.parse)
    var date: CalendarDay?

    @Flag(help: "Check drafts, too.")
    var drafts = false

    @Flag(help: "List all lints instead.")
    var list = false

    private static let formats = DiagnosticFormat.allCases.map(\.rawValue).joined(separator: ", ")

    private static func format(_ name: String) throws -> DiagnosticFormat {
        guard let format = DiagnosticFormat(rawValue: name) else {
            throw ValidationError("--format must be one of \(formats).")
        }
        return format
    }

    func run() async throws {
        if list { return print(Self.listing) }
        var options = BuildOptions(content: content, output: "public", date: try BuildDate.day(date))
        options.drafts = drafts
        let outcome: LintOutcome
        let diagnostics: [Diagnostic]
        do {
            outcome = try await SiteBuilder(options).check()
            diagnostics = outcome.diagnostics + RuleLint.diagnostics(content: content)
        } catch let error as BuildError {
            throw CleanFailure("\(error)")
        }
        var text = format.text(of: diagnostics, in: content)
        if format == .text {
            text += DiagnosticFormat.counts(of: diagnostics, silenced: outcome.silenced) + "\n"
        }
        FileHandle.standardOutput.write(Data(text.utf8))
        if diagnostics.contains(where: { $0.severity != .warning }) { throw ExitCode(1) }
    }

    /// Every lint and every rule of reading with its severity and what it finds, a line each.
    static var listing: String {
        let lints = Lint.all.map { (name: $0.name, severity: $0.severity, summary: $0.summary) }
        let rules = ReadingRule.all.map { (name: $0.name, severity: $0.severity, summary: $0.summary) }
        let all = lints + rules + RuleLint.all
        let width = all.map(\.name.count).max() ?? 0
        return all.sorted { $0.name < $1.name }.map { lint in
            let name = lint.name.padding(toLength: width, withPad: " ", startingAt: 0)
            let severity = lint.severity.rawValue.padding(toLength: 7, withPad: " ", startingAt: 0)
            return "\(name)  \(severity)  \(lint.summary)"
        }.joined(separator: "\n")
    }
}
