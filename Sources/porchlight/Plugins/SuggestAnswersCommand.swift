// porchlight plugin run suggest-answers answer: what it would answer, without a desk.

import ArgumentParser
import Foundation
import HelpDesk
import PluginKit
import SuggestAnswersPlugin

/// What the plugin `suggest-answers` does besides running in a desk.
struct SuggestAnswersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "porchlight plugin run suggest-answers",
        abstract: "See what would be answered.", subcommands: [Answer.self])

    struct Answer: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answer messages from a file with the articles of a built site; nothing is sent.",
            discussion: """
                A file of messages is JSON, an object a line; each is asked as the first of a ticket:
                {"id": 1, "subject": "Refund", "body": "How do I get my money back?", "language": "en"}
                """)

        @Argument(help: "The messages; - for the input.")
        var file: String
        @Option(help: ArgumentHelp("The folder of the built site.", valueName: "dir"))
        var site = "public"
        @Option(help: "From how sure on an answer would go out by itself, from 0 to 1.")
        var threshold: Double?
        @Flag(help: "Write a line of JSON for each message.")
        var json = false

        func run() throws {
            let config = JSONValue.object(threshold.map { ["threshold": .number($0)] } ?? [:])
            let plugin: SuggestAnswersPlugin
            do {
                plugin = try SuggestAnswersPlugin(config: config)
            } catch let error as PluginConfigurationError {
                throw CleanFailure(error.description)
            }
            let finder = SiteAnswers(folder: site)
            let count = try SuggestAnswersPlugin.manifest().needs.first { $0.kind == .articlesSearch }?.count
            _ = try BuiltSite(folder: site).pointer(language: nil)
            var faults: [String] = []
            for (number, line) in try TicketFile.bytes(file).split(
                separator: 0x0A, omittingEmptySubsequences: false
            ).enumerated() where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
                guard let message = try? JSONValue(json: Data(line)), let ticket = TicketFile.ticket(message)
                else {
                    let name = file == "-" ? "standard input" : file
                    faults.append(
                        "\(name):\(number + 1): expected an object {\"subject\": …, \"body\": …, \"language\": …}."
                    )
                    continue
                }
                let answer = plugin.reply(Self.question(ticket, finder, count ?? 5))
                print(json ? Self.line(answer, message) : Self.words(answer, ticket))
            }
            guard faults.isEmpty else { throw CleanFailure(faults.joined(separator: "\n")) }
        }

        private static func question(
            _ ticket: TicketSnapshot, _ finder: SiteAnswers, _ count: Int
        ) -> DecisionParams {
            let words = articleQuery(subject: ticket.subject, said: ticket.body)
            let found = finder.articles(words, ticket.language, count)
            return DecisionParams(
                call: "answer", at: "1970-01-01T00:00:00Z", deadlineMilliseconds: 2_000, ticket: ticket,
                choices: Choices(queues: []),
                data: found.map { [Need.Kind.articlesSearch.rawValue: $0] } ?? [:]
            )
        }

        private static func line(_ answer: ReplyResult, _ message: JSONValue) -> String {
            var fields: [String: JSONValue] = ["id": message["id"] ?? .null]
            switch answer.kind {
            case .abstained(let reason):
                fields["send"] = .null
                fields["reason"] = .string(reason)
            case .given(let replies):
                guard let reply = replies.replies.first else { break }
                fields["send"] = .string(reply.send.rawValue)
                fields["articles"] = .array(reply.articles.map { .string($0) })
                fields["confidence"] = .number(reply.confidence)
                fields["reason"] = .string(reply.reason)
                fields["body_markdown"] = .string(reply.bodyMarkdown)
            case .needs: break
            }
            return JSONValue.object(fields).text
        }

        private static func words(_ answer: ReplyResult, _ ticket: TicketSnapshot) -> String {
            let asked = ticket.subject.isEmpty ? String(ticket.body.prefix(60)) : ticket.subject
            switch answer.kind {
            case .abstained(let reason): return "“\(asked)”: nothing, \(reason)"
            case .given(let replies):
                return replies.replies.map { reply in
                    let what = reply.send == .auto ? "sent" : "suggested"
                    return
                        "“\(asked)”: \(what), \(reply.reason)\n  \(reply.articles.joined(separator: "\n  "))"
                }.joined(separator: "\n")
            case .needs: return "“\(asked)”: nothing"
            }
        }
    }
}
