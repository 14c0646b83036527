// The plugin `escalate`: what it sees, whom it calls, and that it calls nobody twice.

import CustomDump
import Foundation
import PluginKit
import Testing

@testable import EscalatePlugin

@Suite("The plugin escalate")
struct EscalatePluginTests {
    private func decode<Value: Decodable>(_: Value.Type, _ value: JSONValue) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(value.text.utf8))
    }

    private func question(_ ticket: JSONValue) throws -> DecisionParams {
        let usual: JSONValue = ["id": "T-7", "subject": "Hello", "body": "A question", "status": "new"]
        return try decode(
            DecisionParams.self,
            ["call": "c", "at": "2026-11-22T09:00:00Z", "ticket": usual.merging(ticket)])
    }

    private func event(
        _ type: String, _ ticket: JSONValue = [:], actor: String = "desk", _ more: JSONValue = [:]
    )
        -> JSONValue
    {
        let usual: JSONValue = [
            "id": "T-7", "subject": "Hello", "body": "A question", "status": "open", "queue": "billing",
        ]
        let event: JSONValue = [
            "type": .string(type), "at": "2026-11-22T09:00:00Z", "actor": .string(actor),
            "ticket": usual.merging(ticket),
        ]
        return event.merging(more)
    }

    private func promise(_ type: String, _ ticket: JSONValue = [:], target: String = "first_reply")
        -> JSONValue
    {
        event(
            type, ticket,
            ["change": ["field": .string("sla.\(target)"), "from": "", "to": "2026-11-22T10:00:00Z"]])
    }

    private func event(_ type: String, _ ticket: JSONValue, _ more: JSONValue) -> JSONValue {
        event(type, ticket, actor: "desk", more)
    }

    /// What is done about some events, in words, and the state after them.
    private func take(
        _ events: [JSONValue], _ config: JSONValue = [:], state: JSONValue = [:]
    ) throws -> (actions: [String], state: JSONValue, ack: Int?) {
        let numbered = events.enumerated().map { $1.merging(["seq": .number(Double($0 + 1))]) }
        let delivery = try decode(
            EventParams.self,
            [
                "call": "c", "at": "2026-11-22T09:00:00Z", "events": .array(numbered),
                "state": ["rev": 1, "doc": state],
            ])
        let result = try EscalatePlugin(config: config).take(delivery)
        let actions = result.actions.map { action in
            switch action.effect {
            case .set(let field, let value): "\(action.ticket ?? "-") \(field.rawValue) \(value)"
            case .tag(let tag): "\(action.ticket ?? "-") tag \(tag)"
            case .notify(let to, let text): "to \(to): \(text)"
            case .deliver(let url, let body): "\(url) \(body.text)"
            default: "\(action)"
            }
        }
        return (actions, result.statePatch.map(state.merging) ?? state, result.ack)
    }

    @Test("Wording is tagged, and proposed as a hint that names the phrase; a tier is meant more strongly")
    func wording() throws {
        let plugin = try EscalatePlugin(config: ["vip_tiers": ["gold"]])
        let angry = try question(["body": "This is unacceptable, and it is urgent."])
        expectNoDifference(plugin.enrich(angry), EnrichResult(tags: ["angry", "urgent"]))
        expectNoDifference(
            plugin.route(angry),
            RouteResult(proposals: [
                Proposal(
                    field: "priority", value: "high", strength: .hint, confidence: 0.6,
                    reason:
                        "the customer is angry: “unacceptable”; the customer says that it is urgent: “urgent”"
                )
            ]))
        expectNoDifference(
            plugin.route(try question(["tier": "gold"])),
            RouteResult(proposals: [
                Proposal(
                    field: "priority", value: "high", strength: .should, confidence: 0.9,
                    reason: "its tier is gold")
            ]))
    }

    @Test(
        "It keeps silent where nothing says that it must not wait, and says why",
        arguments: [
            ([:], "nothing about it says that it must not wait"), (["tier": "iron"], "nothing about it"),
            (["status": "solved", "body": "urgent"], "it is solved"),
            (["tags": ["spam"], "body": "urgent"], "it is solved"),
            (
                ["priority": "urgent", "body": "urgent"],
                "the customer says that it is urgent: “urgent”, and its priority is urgent already"
            ),
            (["body": "urgent", "latest": "Thank you, it works."], "nothing about it"),
        ] as [(JSONValue, String)])
    func silent(_ ticket: JSONValue, _ reason: String) throws {
        let answer = try EscalatePlugin(config: [:]).route(question(ticket))
        guard case .abstained(let said) = answer.kind else {
            Issue.record("it proposes something")
            return
        }
        #expect(said.hasPrefix(reason), "\(said)")
    }

    @Test("A promise that is near calls the ticket's agent, a broken one the lead; never twice")
    func promises() throws {
        let near = try take([promise("sla.near", ["assignee": "grace"]), promise("sla.near")])
        expectNoDifference(
            near.actions,
            [
                "to agent:grace: T-7, in billing, with grace: a first reply is due at 2026-11-22T10:00:00Z."
            ])
        let broken = try take([promise("sla.breached")], state: near.state)
        expectNoDifference(
            broken.actions,
            [
                "T-7 priority high", "T-7 tag sla-breached",
                "to role:lead: T-7, in billing, with nobody: the promise of a first reply was broken, "
                    + "which was due at 2026-11-22T10:00:00Z.",
            ])
        expectNoDifference(
            broken.state, ["done": ["T-7": ["sla.near first_reply", "sla.breached first_reply"]]])
        let again = try take(
            [
                promise("sla.breached"),
                promise("sla.breached", ["tags": ["sla-breached"]], target: "resolution"),
            ],
            state: broken.state)
        expectNoDifference(
            again.actions,
            [
                "T-7 priority high",
                "to role:lead: T-7, in billing, with nobody: the promise of a solution was broken, "
                    + "which was due at 2026-11-22T10:00:00Z.",
            ])
    }

    @Test("Nobody is called about a ticket that is solved, merged, held or spam")
    func over() throws {
        let tickets: [JSONValue] = [
            ["status": "solved"], ["status": "closed"], ["merged_into": "T-1"], ["queue": "held"],
            ["tags": ["spam"]],
        ]
        let said = try take(
            tickets.map { promise("sla.breached", $0) }, ["notify": ["angry", "sla.breached"]])
        expectNoDifference(said.actions, [])
        expectNoDifference(said.state, [:])
    }

    @Test("Words and tiers call somebody where the operator wants it; a page holds no word of the customer's")
    func calls() throws {
        let config: JSONValue = [
            "vip_tiers": ["gold"], "notify": ["angry", "vip"], "lead": "agent:ada", "priority": "urgent",
            "page": ["url": "https://pager.example.org/", "for": ["angry"]],
        ]
        let first = try take(
            [event("ticket.created", ["tier": "gold", "body": "What a disgraceful secret!"])], config)
        expectNoDifference(
            first.actions,
            [
                "to agent:ada: T-7, in billing, with nobody: the customer is angry: “disgraceful”.",
                #"https://pager.example.org/ {"assignee":null,"cause":"angry","priority":"normal","#
                    + #""queue":"billing","text":"T-7: the customer is angry","ticket":"T-7"}"#,
                "to agent:ada: T-7, in billing, with nobody: its tier is gold.",
            ])
        let later = event("message.added", ["latest": "Unacceptable. It is urgent."], actor: "requester")
        let second = try take([later, later], config, state: first.state)
        expectNoDifference(second.actions, ["T-7 priority urgent"])
        expectNoDifference(second.state, ["done": ["T-7": ["angry", "vip", "urgent"]]])
        let ours = event("message.added", ["latest": "urgent"], actor: "agent:grace")
        expectNoDifference(try take([ours], config).actions, [])
    }

    @Test("A later message raises the priority by itself, and never lowers it")
    func laterMessages() throws {
        func said(_ priority: JSONValue) throws -> [String] {
            try take([
                event("message.added", ["latest": "It is urgent", "priority": priority], actor: "requester")
            ]).actions
        }
        expectNoDifference(try said("low"), ["T-7 priority high"])
        expectNoDifference(try said("urgent"), [])
    }

    @Test("What is closed, merged away or erased is forgotten; of the oldest it is forgotten first")
    func forgets() throws {
        let ends: [(String, JSONValue)] = [
            ("ticket.closed", ["status": "closed"]), ("ticket.erased", [:]),
            ("ticket.merged", ["merged_into": "T-1"]),
        ]
        for (type, ticket) in ends {
            expectNoDifference(
                try take([event(type, ticket)], state: ["done": ["T-7": ["vip"], "T-8": ["vip"]]]).state,
                ["done": ["T-8": ["vip"]]], type)
        }
        let many = (1...3_000).map { ("T-\($0)", JSONValue.array(["sla.breached first_reply"])) }
        let full: JSONValue = ["done": .object(Dictionary(uniqueKeysWithValues: many))]
        let after = try take([promise("sla.near", ["id": "T-3001"])], state: full).state
        let kept = try #require(after["done"]?.object)
        #expect(after.text.utf8.count < 49_500 && kept["T-3001"] != nil && kept["T-3000"] != nil)
        #expect(kept["T-1"] == nil && kept.count > 1_000)
    }

    @Test("Events that ask for more than an answer holds are acknowledged as far as they fit")
    func manyEvents() throws {
        let events = (1...100).map { promise("sla.breached", ["id": .string("T-\($0)")]) }
        let said = try take(events)
        #expect(said.actions.count <= ProtocolLimits.entriesPerAnswer && said.ack == said.actions.count / 3)
    }

    @Test("A lead that is nobody and a page without an address are told with their place")
    func mistakes() throws {
        let cases: [(JSONValue, String)] = [
            (["lead": "nobody"], "/lead"), (["page": ["url": "pager.example"]], "/page/url"),
            (["notify": ["sometimes"]], "/notify/0"), (["words": ["rude": []]], "/words/rude"),
        ]
        for (config, path) in cases {
            do {
                _ = try EscalatePlugin(config: config)
                Issue.record("\(config) was taken")
            } catch let error as PluginConfigurationError {
                expectNoDifference(error.path, path)
            }
        }
    }
}
