// Files of rules with their tests, and what all of them come to.

import CustomDump
import Foundation
import PluginKit
import Testing

@testable import RulesPlugin

@Suite("Files of rules")
struct RuleSetTests {
    private static let yaml = """
        rules:
          - name: VIP
            when: {tier: gold}
            priority: urgent
            tags: [vip, money]
          - name: Money
            when: {any_word: [refund, charged]}
            queue: billing
            priority: high
            tags: money
            reply: We look into it.
            send: auto
          - name: Lamp
            when: {any_word: [lamp, charged]}
            queue: lamps
        tests:
          - name: A refund goes to billing
            given: {subject: Refund, tier: gold, fields: {order: A-1}}
            expect: {queue: billing, priority: urgent, tags: [money, vip], reply: look into}
          - name: Nothing is nothing
            given: {subject: 12, at: 2026-11-21T18:44:00Z, requester: {tickets: 3}}
            expect: {queue: null, tags: [], reply: null}
        """

    private func rules(_ yaml: String, queues: [String] = ["billing", "lamps"]) throws -> RuleSet {
        try RuleSet(config: [
            "rules": ["r.yaml": .string(yaml)], "queues": .array(queues.map { .string($0) }),
        ])
    }

    private func question(_ ticket: String, data: [String: JSONValue] = [:]) throws -> DecisionParams {
        let json = #"{"call":"c","at":"2026-11-21T18:44:00Z","ticket":\#(ticket)}"#
        let params = try JSONDecoder().decode(DecisionParams.self, from: Data(json.utf8))
        return DecisionParams(
            call: "c", at: params.at, deadlineMilliseconds: 200, ticket: params.ticket,
            choices: params.choices,
            data: data)
    }

    @Test("Tests that hold say nothing, and those that fail say what came out and why")
    func tests() throws {
        expectNoDifference(try rules(Self.yaml).failures(), [])
        let failing = try rules(
            Self.yaml + """

                  - name: Wrong
                    given: {subject: charged}
                    expect: {queue: lamps, priority: null, tags: [vip], reply: null}
                  - name: Wrong, too
                    given: {subject: Hello}
                    expect: {queue: billing, reply: sorry}
                """)
        expectNoDifference(
            failing.failures().map(\.description),
            [
                "_rules/r.yaml:23:5: the test “Wrong” fails: queue is “billing”, not “lamps”: the rule “Money” fits, "
                    + "for the ticket says “charged”.",
                "_rules/r.yaml:23:5: the test “Wrong” fails: priority is “high”, not nothing: the rule “Money” "
                    + "fits, for the ticket says “charged”.",
                "_rules/r.yaml:23:5: the test “Wrong” fails: tags are “money”, not “vip”.",
                "_rules/r.yaml:23:5: the test “Wrong” fails: reply is “We look into it.”, not nothing.",
                "_rules/r.yaml:26:5: the test “Wrong, too” fails: queue is nothing, not “billing”: “Money” does not "
                    + "fit, for the ticket says none of “refund”, “charged”; “Lamp” does not fit, for the ticket "
                    + "says none of “lamp”, “charged”.",
                "_rules/r.yaml:26:5: the test “Wrong, too” fails: reply is nothing, not “sorry”.",
            ])
    }

    @Test("Why and why not are said for every rule, and what it comes to")
    func why() throws {
        expectNoDifference(
            try rules(Self.yaml).why(question(#"{"id":"T-1","subject":"Charged!","tier":"silver"}"#)),
            [
                "✗ VIP: the tier is “silver”, not “gold”", "✓ Money: the ticket says “charged”",
                "✓ Lamp: the ticket says “charged” (queue said before)",
                "→ queue billing; priority high; tags money; reply “We look into it.”",
            ])
    }

    @Test("Tags of all rules, queue and priority of the first, and a reply that may go out")
    func plugin() throws {
        let config: JSONValue = ["rules": ["r.yaml": .string(Self.yaml)]]
        let plugin = try RulesPlugin(config: config)
        let asked = try question(#"{"id":"T-1","subject":"Refund","tier":"gold"}"#)
        expectNoDifference(plugin.enrich(asked), EnrichResult(tags: ["vip", "money"]))
        expectNoDifference(
            plugin.route(asked).content?.proposals.map { "\($0.field) \($0.value): \($0.reason)" },
            [
                "queue billing: the rule “Money” fits: the ticket says “refund”",
                "priority urgent: the rule “VIP” fits: the tier is “gold”",
            ])
        expectNoDifference(plugin.reply(asked).content?.replies.first?.send, .auto)
    }

    @Test("A rule hands tickets to an agent, and says how strongly it means it")
    func assignee() throws {
        let yaml = """
            - {name: Key customers, when: {tier: gold}, assignee: ada, strength: must}
            - {name: Lamps, when: {any_word: [lamp]}, queue: lamps, assignee: grace, strength: hint}
            - {name: Money, when: {any_word: [refund]}, priority: high}
            """
        let config: JSONValue = ["rules": ["r.yaml": .string(yaml)], "agents": ["ada", "grace"]]
        let plugin = try RulesPlugin(config: config)
        let asked = try question(#"{"id":"T-1","subject":"Refund of my lamp","tier":"gold"}"#)
        expectNoDifference(
            plugin.route(asked).content?.proposals.map {
                "\($0.strength) \($0.field) \($0.value): \($0.reason)"
            },
            [
                "hint queue lamps: the rule “Lamps” fits: the ticket says “lamp”",
                "must assignee ada: the rule “Key customers” fits: the tier is “gold”",
                "should priority high: the rule “Money” fits: the ticket says “refund”",
            ])
        expectNoDifference(
            try RuleSet(config: config).why(asked),
            [
                "✓ Key customers: the tier is “gold”",
                "✓ Lamps: the ticket says “lamp” (assignee said before)", "✓ Money: the ticket says “refund”",
                "→ queue lamps; assignee ada; priority high",
            ])
    }

    @Test("An agent whom desk.yaml does not name, and a strength of nothing, are mistakes in their places")
    func unknownAgents() throws {
        let yaml = """
            rules:
              - {name: A, when: {tier: gold}, assignee: bob}
              - {name: B, when: {tier: gold}, tags: x, strength: must}
              - {name: C, when: {tier: gold}, assignee: ada, strength: always}
            tests:
              - {name: T, given: {tier: gold}, expect: {assignee: eve}}
            """
        func complaints(_ agents: JSONValue) -> [String] {
            do {
                _ = try RuleSet(config: ["rules": ["r.yaml": .string(yaml)], "agents": agents])
                return []
            } catch {
                return (error as? RuleComplaints)?.all.map(\.description) ?? ["\(error)"]
            }
        }
        expectNoDifference(
            complaints(["ada", "grace"]),
            [
                "_rules/r.yaml:2:45: there is no agent “bob”; desk.yaml names ada, grace.",
                "_rules/r.yaml:3:54: “strength” says how strongly a “queue”, “assignee” or “priority” is "
                    + "meant: write one.",
                "_rules/r.yaml:4:60: “strength” is one of hint, should, must, not “always”.",
                "_rules/r.yaml:6:55: “assignee” is one of ada, grace, not “eve”.",
            ])
        expectNoDifference(
            [complaints([]).first, complaints([]).last],
            [
                "_rules/r.yaml:2:45: there is no agent “bob”; desk.yaml names none.",
                "_rules/r.yaml:6:55: “assignee” cannot be “eve”: desk.yaml names none.",
            ])
    }

    @Test("A test expects an agent, or nobody")
    func expectedAgents() throws {
        let yaml = """
            rules:
              - {name: A, when: {tier: gold}, assignee: ada}
            tests:
              - {name: Gold, given: {tier: gold}, expect: {assignee: ada}}
              - {name: Silver, given: {tier: silver}, expect: {assignee: null}}
              - {name: Wrong, given: {tier: gold}, expect: {assignee: null}}
            """
        expectNoDifference(
            try rules(yaml).failures().map(\.description),
            [
                "_rules/r.yaml:6:5: the test “Wrong” fails: assignee is “ada”, not nothing: the rule “A” fits, "
                    + "for the tier is “gold”."
            ])
    }

    @Test("What rules need is asked for once, and what there is none of is not given")
    func needs() throws {
        let yaml = "[{name: New, when: {requester.tickets: 1, requester.organisation: acme}, tags: new}]"
        let plugin = try RulesPlugin(config: ["rules": ["r.yaml": .string(yaml)]])
        let ticket = #"{"id":"T-1"}"#
        expectNoDifference(
            plugin.enrich(try question(ticket)),
            EnrichResult(needing: [Need(.organisation), Need(.requesterFacts)]))
        let facts: JSONValue = ["tickets": 1, "solved": 0]
        expectNoDifference(
            plugin.enrich(try question(ticket, data: ["requester.facts": facts])),
            EnrichResult(abstaining: "no rule that fits has tags"))
        expectNoDifference(
            plugin.enrich(
                try question(ticket, data: ["requester.facts": facts, "organisation": ["id": "acme"]])),
            EnrichResult(tags: ["new"]))
    }

    @Test("All mistakes of a file are told at once, each in its place")
    func mistakes() throws {
        let yaml = """
            rules:
              - name: A
                when: {tier: gold, colour: red}
                priority: highest
                send: now
              - when: {}
                queue: nowhere
              - nothing
            tests:
              - name: T
                given: {subject: a, color: red, at: noon}
                expect: {queue: nowhere}
              - name: U
            extra: 1
            """
        let fields =
            "all, any, not, any_word, " + RuleSubject.names.map(\.name).joined(separator: ", ")
            + ", field.NAME"
        do {
            _ = try rules(yaml)
            Issue.record("it was taken")
        } catch let error as RuleComplaints {
            expectNoDifference(
                error.all.map(\.description),
                [
                    "_rules/r.yaml:3:24: there is no field “colour”; the fields are \(fields).",
                    "_rules/r.yaml:4:15: “priority” is one of low, normal, high, urgent, not “highest”.",
                    "_rules/r.yaml:5:11: “send” is one of suggest, auto, not “now”.",
                    "_rules/r.yaml:6:5: the rule has no “name”: write one.",
                    "_rules/r.yaml:6:11: “when” is empty: write a condition.",
                    "_rules/r.yaml:7:12: there is no queue “nowhere”; desk.yaml names billing, lamps.",
                    "_rules/r.yaml:8:5: a rule has fields, written as `name: value`.",
                    "_rules/r.yaml:11:25: there is no field “color”; the fields are subject, body, latest, "
                        + "channel, language, status, queue, priority, tier, assignee, tags, fields, "
                        + "attachments, requester, at.",
                    "_rules/r.yaml:11:41: “noon” is no moment: write one like 2026-11-21T18:44:00Z.",
                    "_rules/r.yaml:12:21: “queue” is one of billing, lamps, not “nowhere”.",
                    "_rules/r.yaml:13:5: a test says what is “given” and what to “expect”: write both.",
                    "_rules/r.yaml:14:1: there is no field “extra”; the fields are rules, tests.",
                ])
        }
    }
}
