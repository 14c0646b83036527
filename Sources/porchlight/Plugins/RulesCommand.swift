// porchlight plugin run rules test | why: the rules outside a desk.

import ArgumentParser
import Foundation
import PluginKit
import RulesPlugin

/// What the plugin `rules` does besides running in a desk.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "porchlight plugin run rules", abstract: "Try the rules of content/_rules/.",
        subcommands: [Test.self, Why.self])

    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run the tests that stand beside the rules.",
            discussion:
                "Ends with 1 when a file cannot be read or a test fails; `porchlight check` runs them, too."
        )

        @Option(help: ArgumentHelp("The folder of Markdown, with _rules/.", valueName: "dir"))
        var content = "content"

        func run() throws {
            let rules = try RulesCommand.rules(content)
            let failures = rules.failures()
            guard failures.isEmpty else {
                let lines = failures.map { "\(content)/\($0)" }.joined(separator: "\n")
                throw CleanFailure(lines)
            }
            print("\(rules.count) rules, \(rules.testCount) tests: all hold.")
        }
    }

    struct Why: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say for each rule whether it fits a ticket, and why or why not.",
            discussion: """
                A ticket is a JSON object with the fields that plugins see, all of them optional:
                {"subject": "Charged twice", "body": "…", "channel": "email", "fields": {"order": "A-1"}}
                """)

        @Option(help: ArgumentHelp("The ticket; - for the input.", valueName: "file"))
        var ticket: String

        @Option(help: ArgumentHelp("The moment to ask about, RFC 3339, instead of now.", valueName: "moment"))
        var at: String?

        @Option(help: ArgumentHelp("The folder of Markdown, with _rules/.", valueName: "dir"))
        var content = "content"

        func run() throws {
            let rules = try RulesCommand.rules(content)
            guard let json = try? JSONValue(json: TicketFile.bytes(ticket)),
                let asked = TicketFile.ticket(json)
            else {
                throw CleanFailure("\(ticket) is no JSON object with the fields of a ticket.")
            }
            let at = at ?? WireTime.text(Date())
            guard WireTime.moment(at) != nil else {
                throw ValidationError("--at takes a moment like 2026-11-21T18:44:00Z.")
            }
            let question = DecisionParams(
                call: "why", at: at, deadlineMilliseconds: 200, ticket: asked, choices: Choices(queues: []),
                data: json["data"]?.object ?? [:])
            print(rules.why(question).joined(separator: "\n"))
        }
    }

    private static func rules(_ content: String) throws -> RuleSet {
        guard let rules = try DeskConfiguration(content: content).ruleSet else {
            throw CleanFailure("\(content)/_rules/ cannot be read.")
        }
        return rules
    }
}
