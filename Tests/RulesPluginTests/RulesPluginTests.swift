// The plugin `rules`, line in and line out.

import CustomDump
import Foundation
import PluginKit
import RulesPlugin
import Testing

@Suite("The plugin rules")
struct RulesPluginTests {
    private let rules = """
        - name: Money
          when: {any_word: [Refund, invoice]}
          queue: billing
          reply: We look into it.
        - name: Anything with a lamp
          when: {any_word: [lamp]}
          queue: lamps
        """

    private func answers(_ config: String, to questions: [(method: String, subject: String, body: String)])
        throws
        -> [String]
    {
        var loop = PluginLoop(RulesPlugin.self)
        let hello = """
            {"jsonrpc":"2.0","id":"1","method":"initialize",\
            "params":{"protocols":[1],"mode":"live","config":\(config)}}
            """
        let lines =
            [hello]
            + questions.enumerated().map { number, question in
                """
                {"jsonrpc":"2.0","id":"\(number + 2)","method":"\(question.method)","params":{"call":"c",\
                "at":"2026-11-21T18:44:00Z","deadline_ms":200,"ticket":{"id":"T-7","rev":1,"channel":"web",\
                "subject":"\(question.subject)","body":"\(question.body)","queue":"triage"},\
                "choices":{"queues":["triage"]}}}
                """
            }
        return try lines.map { line in
            let response = loop.answer(Array(line.utf8))
            let answer = try #require(response)
            let json = try JSONSerialization.jsonObject(with: Data(answer.line)) as? [String: Any]
            let part = try #require(json?["result"] ?? json?["error"])
            return String(
                decoding: try JSONSerialization.data(
                    withJSONObject: part, options: [.sortedKeys, .withoutEscapingSlashes]), as: UTF8.self)
        }
    }

    private func config(_ yaml: String) throws -> String {
        let value = JSONValue.object(["rules": .object(["routing.yaml": .string(yaml)])])
        return String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    @Test("The first rule that fits routes and answers, and says which word it saw")
    func fits() throws {
        expectNoDifference(
            try answers(
                config(rules),
                to: [
                    ("ticket.route", "Broken lamp", "I want a REFUND."), ("ticket.reply", "My invoice", "?"),
                    ("ticket.reply", "Broken lamp", "?"), ("ticket.route", "Hello", "refunding"),
                ]),
            [
                #"{"hooks":["ticket.route","ticket.reply"],"protocol":1}"#,
                #"{"proposals":[{"confidence":1,"field":"queue","reason":"the rule “Money” fits: "#
                    + #"the ticket says “Refund”","strength":"should","value":"billing"}]}"#,
                #"{"replies":[{"body_markdown":"We look into it.","confidence":1,"reason":"the rule “Money” fits: "#
                    + #"the ticket says “invoice”","send":"suggest"}]}"#,
                #"{"abstain":true,"reason":"no rule that fits has a reply"}"#,
                #"{"abstain":true,"reason":"none of 2 rules fits"}"#,
            ])
    }

    @Test("Rules that cannot be read are refused with file and rule")
    func unreadable() throws {
        expectNoDifference(
            try answers(
                config("- name: A\n  when: {any_word: [a]}\n- name: B"), to: [("ticket.route", "a", "")]),
            [
                #"{"code":-32003,"message":"_rules/routing.yaml: rule 2: “when” is missing"}"#,
                #"{"code":-32000,"message":"initialize comes first"}"#,
            ])
    }

    @Test("An unknown method and another protocol are refused by their codes")
    func refusals() throws {
        var loop = PluginLoop(RulesPlugin.self)
        let lines = [
            #"{"jsonrpc":"2.0","id":"1","method":"dance"}"#,
            #"{"jsonrpc":"2.0","id":"2","method":"initialize","params":{"protocols":[2],"mode":"live","config":{}}}"#,
            "not JSON",
        ]
        expectNoDifference(
            lines.map { line in
                let text =
                    loop.answer(Array(line.utf8)).map { String(decoding: $0.line, as: UTF8.self) } ?? ""
                return text.firstMatch(of: /"code":(-\d+)/).map { String($0.1) } ?? ""
            }, ["-32601", "-32004", "-32700"])
        let cancelled = loop.answer(Array(#"{"jsonrpc":"2.0","method":"$/cancel"}"#.utf8))
        #expect(cancelled == nil)
    }
}
