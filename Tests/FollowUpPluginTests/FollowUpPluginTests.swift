// The plugin `follow-up`: what is asked, sent and tagged after the answer, with a clock that is given.

import CustomDump
import Foundation
import PluginKit
import Testing

@testable import FollowUpPlugin

@Suite("The plugin follow-up")
struct FollowUpPluginTests {
    static func decode<Value: Decodable>(_: Value.Type, _ value: JSONValue) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(value.text.utf8))
    }

    static let ticket: JSONValue = [
        "id": "T-7", "status": "solved", "queue": "billing", "requester": ["id": "r1"],
    ]

    // MARK: Surveys

    /// The plan in words, and the state after it.
    private func plan(
        _ config: JSONValue = [:], ticket: JSONValue = [:], facts: JSONValue = ["tickets": 1], seed: Int = 1,
        at: String = "2026-11-22T09:00:00Z", state: JSONValue = [:]
    ) throws -> (words: String, state: JSONValue) {
        let question = try Self.decode(
            DecisionParams.self,
            [
                "call": "c", "at": .string(at), "seed": .number(Double(seed)),
                "ticket": Self.ticket.merging(ticket), "data": ["requester.facts": facts],
                "state": ["rev": 1, "doc": state],
            ])
        let answer = try FollowUpPlugin(config: config).planSurvey(question)
        let after = answer.statePatch.map(state.merging) ?? state
        switch answer.kind {
        case .given(let plan) where plan.ask:
            return ("\(plan.kind.rawValue) after \(plan.after) by \(plan.channel): \(plan.reason)", after)
        case .given(let plan): return ("no: \(plan.reason)", after)
        case .abstained(let reason): return ("nothing: \(reason)", after)
        case .needs: return ("more", after)
        }
    }

    @Test("Without a configuration every customer is asked a day after the answer, once in 30 days")
    func usual() throws {
        let first = try plan()
        expectNoDifference(first.words, "csat after PT86400S by email: survey 1 of the settings fits")
        expectNoDifference(first.state, ["contacts": ["r1": ["2026-11-23 csat? T-7"]]])
        let other = try plan(ticket: ["id": "T-8"], at: "2026-12-22T09:00:00Z", state: first.state)
        expectNoDifference(
            other.words,
            "no: the customer is asked about T-7 on 2026-11-23, and then not before 2026-12-23")
        let later = try plan(ticket: ["id": "T-8"], at: "2026-12-24T09:00:00Z", state: first.state)
        expectNoDifference(later.words, first.words)
        expectNoDifference(later.state, ["contacts": ["r1": ["2026-12-25 csat? T-8"]]])
        expectNoDifference(
            try plan(ticket: ["requester": ["id": "r2"], "id": "T-9"], state: first.state).words, first.words)
    }

    @Test(
        "Asked twice about one ticket, it says the same twice; once the survey was sent, it does not ask again"
    )
    func twice() throws {
        let first = try plan()
        let second = try plan(state: first.state)
        expectNoDifference(second.words, first.words)
        expectNoDifference(second.state, first.state)
        let sent = try take(
            [event("survey.sent", ["change": ["field": "survey", "from": "", "to": "csat"]])],
            state: first.state)
        expectNoDifference(sent.state, ["contacts": ["r1": ["2026-11-22 csat T-7"]]])
        expectNoDifference(try plan(state: sent.state).words, "no: the customer was asked about it already")
        // A ticket that is opened again was not the answer: what was planned about it is not asked.
        let reopened = try take([event("ticket.reopened")], state: first.state)
        expectNoDifference(reopened.state, ["contacts": [:]])
    }

    @Test(
        "Nobody is asked about spam, merged and self-closed tickets, and what is not solved",
        arguments: [
            (["tags": ["spam"]], [:], "no: it is tagged spam"),
            (["tags": ["no-answer"]], [:], "no: it is tagged no-answer"),
            (["merged_into": "T-1", "status": "closed"], [:], "no: it became part of T-1"),
            (["queue": "held", "status": "closed"], [:], "no: it was held as perhaps spam"),
            ([:], ["solved_this": true], "no: the customer closed it"),
            (["status": "open"], [:], "no: it is not solved"),
            (
                ["requester": ["id": .null]], [:],
                "nothing: it is not known who asked, so nobody knows what they were sent"
            ),
        ] as [(JSONValue, JSONValue, String)])
    func never(_ ticket: JSONValue, _ facts: JSONValue, _ words: String) throws {
        let said = try plan(ticket: ticket, facts: facts)
        expectNoDifference(said.words, words)
        expectNoDifference(said.state, [:])
    }

    @Test("The first survey whose rule fits is asked: NPS of customers who stay, CES of tags, else CSAT")
    func rules() throws {
        let config: JSONValue = [
            "surveys": [
                ["kind": "nps", "tickets_from": 5, "when": ["tier": ["gold", "silver"]]],
                ["kind": "ces", "when": ["tags": ["how-to"]], "channel": "page"],
                ["kind": "csat", "when": ["queue": ["billing"]], "after": "P2D"],
            ]
        ]
        let cases: [(JSONValue, Double, String)] = [
            (
                ["tier": "gold"], 5,
                "nps after PT604800S by email: survey 1 of the settings fits, it is ticket 5 of the customer"
            ),
            (["tier": "gold"], 4, "csat after PT172800S by email: survey 3 of the settings fits"),
            (["tags": ["how-to"]], 9, "ces after PT3600S by page: survey 2 of the settings fits"),
            (["queue": "lamps"], 9, "nothing: no survey of the settings is for tickets like it"),
        ]
        for (ticket, count, words) in cases {
            expectNoDifference(
                try plan(config, ticket: ticket, facts: ["tickets": .number(count)]).words, words)
        }
    }

    @Test("A share is drawn by the seed: the same ticket always alike, of many as many as the share says")
    func share() throws {
        let config: JSONValue = ["surveys": [["kind": "nps", "share": 0.2]]]
        for seed in [1, 4_711, 1 << 53 - 1] {
            let words = try plan(config, seed: seed).words
            #expect(try plan(config, seed: seed).words == words)
            #expect(words.hasPrefix("nps") == (SurveyPlanning.draw(seed, 0) < 0.2))
        }
        for place in 0..<3 {
            let drawn = (0..<10_000).count { SurveyPlanning.draw($0 * 7_919, place) < 0.2 }
            #expect((1_850...2_150).contains(drawn), "\(drawn) of 10,000 were drawn")
        }
        expectNoDifference(
            try plan(["surveys": [["kind": "csat", "share": 0]]]).words,
            "no: it was not drawn: only a share of the tickets is asked about")
    }

    @Test("A customer hears of us only so often, and not at all when nothing more can be remembered")
    func budget() throws {
        let state: JSONValue = [
            "contacts": ["r1": ["2026-11-20 reminder T-3", "2026-11-21 reminder T-4", "2026-10-01 csat T-1"]]
        ]
        expectNoDifference(
            try plan(["contacts": ["most": 2]], state: state).words,
            "no: the customer has heard of us 2 times lately")
        expectNoDifference(
            try plan(state: state).state,
            [
                "contacts": [
                    "r1": ["2026-11-20 reminder T-3", "2026-11-21 reminder T-4", "2026-11-23 csat? T-7"]
                ]
            ])
        let many = (1...2_000).map { ("r\($0)x", JSONValue.array([.string("2026-11-21 csat T-1\($0)")])) }
        let full: JSONValue = ["contacts": .object(Dictionary(uniqueKeysWithValues: many))]
        #expect(try plan(state: full).words.hasPrefix("no: it remembers so many contacts"))
        let aged = try plan(at: "2027-03-01T09:00:00Z", state: full)
        expectNoDifference(aged.state, ["contacts": ["r1": ["2027-03-02 csat? T-7"]]])
    }

    // MARK: Milestones

    @Test(
        "Customers who return, and years together, are tagged on the day",
        arguments: [
            (1, "2026-11-22", nil, []), (2, "2026-11-01", "2026-11-01", ["returning-customer"]),
            (3, "2026-01-01", "2026-11-01", []), (3, "2026-01-01", "2026-05-01", ["returning-customer"]),
            (9, "2025-11-22", "2026-11-21", ["1-year-together"]), (9, "2025-11-23", "2026-11-21", []),
            (9, "2023-11-01", "2025-12-01", ["returning-customer", "3-years-together"]),
            (9, "2023-11-01", "2026-11-02", []),
        ] as [(Int, String, String?, [String])])
    func milestones(_ tickets: Int, _ first: String, _ previous: String?, _ tags: [String]) throws {
        let facts: JSONValue = [
            "tickets": .number(Double(tickets)), "first_at": .string("\(first)T08:00:00Z"),
            "previous_at": previous.map { .string("\($0)T08:00:00Z") } ?? .null,
        ]
        func asked(_ status: String) throws -> DecisionParams {
            try Self.decode(
                DecisionParams.self,
                [
                    "call": "c", "at": "2026-11-22T09:00:00Z", "data": ["requester.facts": facts],
                    "ticket": Self.ticket.merging(["status": .string(status)]),
                ])
        }
        let plugin = try FollowUpPlugin(config: [:])
        expectNoDifference(plugin.enrich(try asked("new")).content?.tags ?? [], tags)
        expectNoDifference(plugin.enrich(try asked("open")).content?.tags ?? [], [])
        let without = try FollowUpPlugin(config: ["milestones": false])
        expectNoDifference(without.enrich(try asked("new")).content?.tags ?? [], [])
    }

    @Test("A time that is none is told with its place")
    func mistakes() throws {
        let cases: [(JSONValue, String)] = [
            (["quiet": "a month"], "/quiet"),
            (["surveys": [["kind": "csat", "after": "P1M"]]], "/surveys/0/after"),
            (["surveys": [["kind": "iq"]]], "/surveys/0/kind"),
            (["reminders": ["close_after": "soon"]], "/reminders/close_after"), (["thank": "auto"], "/thank"),
        ]
        for (config, path) in cases {
            do {
                _ = try FollowUpPlugin(config: config)
                Issue.record("\(config) was taken")
            } catch let error as PluginConfigurationError {
                expectNoDifference(error.path, path)
            }
        }
    }
}
