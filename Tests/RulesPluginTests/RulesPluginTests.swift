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
                #"{"hooks":["ticket.enrich","ticket.route","ticket.reply"],"protocol":1}"#,
                #"{"proposals":[{"confidence":1,"field":"queue","reason":"the rule “Money” fits: "#
                    + #"the ticket says “Refund”","strength":"should","value":"billing"}]}"#,
                #"{"replies":[{"body_markdown":"We look into it.","confidence":1,"reason":"the rule “Money” fits: "#
                    + #"the ticket says “invoice”","send":"suggest"}]}"#,
                #"{"abstain":true,"reason":"no rule that fits has a reply"}"#,
                #"{"abstain":true,"reason":"none of 2 rules fits"}"#,
            ])
    }

    @Test("Several words are a phrase: all of them, in this order, side by side")
    func phrases() throws {
        let rules = "[{name: Phrase, when: {any_word: [Charged twice, log-in]}, queue: billing}]"
        let fits = try answers(
            config(rules),
            to: [
                ("ticket.route", "I was CHARGED, twice!", ""), ("ticket.route", "", "charged me twice"),
                ("ticket.route", "twice charged", "charged"), ("ticket.route", "charged", "twice"),
                ("ticket.route", "", "No log-in."),
            ]
        ).dropFirst().map { $0.contains("proposals") }
        expectNoDifference(fits, [true, false, false, false, true])
    }

    @Test("Everything that is wrong with the rules is told at once, with file, line and column")
    func unreadable() throws {
        let yaml = """
            - name: A
              when: {any_word: [a, "!!!"]}
              queue: biling
            - name: B
            - name: [C]
              when: {any_words: [c]}
              qeue: billing
            - just text
            - name: D
              when: {any_word: word}
              reply:
            """
        let value = JSONValue.object([
            "rules": .object([
                "a.yaml": .string(yaml), "b.yaml": .string("- name: 'x"), "c.yaml": .string(""),
            ]),
            "queues": .array([.string("triage"), .string("billing")]),
        ])
        let nothing =
            "the rule does nothing: give it a “queue”, an “assignee”, a “priority”, “tags” or a “reply”."
        let fields =
            "all, any, not, any_word, subject, body, latest, text, channel, language, queue, priority, status, "
            + "tier, assignee, tags, requester.name, requester.address, requester.organisation, "
            + "requester.tickets, requester.solved, attachments, attachment.name, attachment.type, time, "
            + "weekday, field.NAME"
        do {
            _ = try RulesPlugin(config: value)
            Issue.record("the rules were taken")
        } catch let error as PluginConfigurationError {
            expectNoDifference(
                error.description.split(separator: "\n").map(String.init),
                [
                    "_rules/a.yaml:2:24: “!!!” holds no word.",
                    "_rules/a.yaml:3:10: there is no queue “biling”; desk.yaml names triage, billing.",
                    "_rules/a.yaml:4:3: the rule has no “when”: write one.",
                    "_rules/a.yaml:4:3: \(nothing)", "_rules/a.yaml:5:3: \(nothing)",
                    "_rules/a.yaml:5:9: “name” is text.",
                    "_rules/a.yaml:6:10: there is no field “any_words”; the fields are \(fields).",
                    "_rules/a.yaml:7:3: there is no field “qeue”; the fields are name, when, queue, assignee, "
                        + "priority, strength, tags, reply, send.",
                    "_rules/a.yaml:8:3: a rule has fields, written as `name: value`.",
                    "_rules/a.yaml:11:9: “reply” is text.",
                    "_rules/b.yaml:1:11: the YAML cannot be read: found unexpected end of stream.",
                ])
        }
    }

    @Test("Rules that cannot be read are refused by the code for a bad configuration")
    func refused() throws {
        expectNoDifference(
            try answers(
                config("- name: A\n  when: {any_word: [a]}\n- name: B"), to: [("ticket.route", "a", "")]
            ).map { String($0.prefix(60)) },
            [
                #"{"code":-32003,"data":{"path":"/rules"},"message":"_rules/ro"#,
                #"{"code":-32000,"message":"initialize comes first"}"#,
            ])
    }

    @Test("The transcripts in examples/ are what the plugin says")
    func examples() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "plugins/rules/examples")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".jsonl") }
        #expect(!names.isEmpty)
        for name in names.sorted() {
            var loop = PluginLoop(RulesPlugin.self)
            var answer: NSDictionary?
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for line in text.split(separator: "\n") {
                let json = try #require(
                    try JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary)
                if json["method"] != nil {
                    let response = loop.answer(Array(line.utf8))
                    let bytes = try #require(response).line
                    answer = try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary
                } else {
                    #expect(answer == json, "\(name): \(answer ?? [:])")
                    answer = nil
                }
            }
        }
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
