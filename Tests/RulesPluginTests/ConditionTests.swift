// Conditions: what fits, and in which words.

import CustomDump
import Foundation
import PluginKit
import Testing

@testable import RulesPlugin

@Suite("Conditions of rules")
struct ConditionTests {
    private static let ticket = """
        {"id":"T-7","rev":1,"channel":"email","status":"new","queue":"triage","priority":"high","tier":"gold",
         "language":"de-AT","tags":["money","again"],"subject":"Charged twice","body":"Order A-1042, please.",
         "latest":"Hello?","fields":{"order":"A-1042","amount":12.5,"gift":true,"day":"2026-11-20"},
         "attachments":[{"name":"bill.pdf","media_type":"application/pdf","bytes":9}],
         "requester":{"name":"Ada","address":"ada@example.com"}}
        """

    /// What one condition says of the ticket, on Saturday 21 November 2026 at 18:44 UTC.
    private func said(_ when: String, data: [String: JSONValue] = [:], zone: JSONValue = .null) throws
        -> String
    {
        let yaml = "[{name: R, queue: a, when: \(when)}]"
        let rules: RuleSet
        do {
            rules = try RuleSet(config: ["rules": ["r.yaml": .string(yaml)], "clock": zone])
        } catch let error as RuleComplaints {
            return error.all.map(\.message).joined(separator: "\n")
        }
        let ticket = try JSONDecoder().decode(TicketSnapshot.self, from: Data(Self.ticket.utf8))
        let question = DecisionParams(
            call: "c", at: "2026-11-21T18:44:00Z", deadlineMilliseconds: 200, ticket: ticket,
            choices: Choices(queues: []), data: data)
        return try #require(rules.why(question).first)
    }

    private func expect(_ cases: [(String, String)], data: [String: JSONValue] = [:]) throws {
        for (when, wanted) in cases { expectNoDifference(try said(when, data: data), wanted, when) }
    }

    @Test("Words and phrases are looked for where the condition says")
    func words() throws {
        try expect([
            ("{any_word: [refund, charged twice]}", "✓ R: the ticket says “charged twice”"),
            ("{subject: order}", "✗ R: the subject says none of “order”"),
            ("{body: [order, refund]}", "✓ R: the body says “order”"),
            ("{latest: hello}", "✓ R: the last message says “hello”"),
            ("{text: {all_words: [order, charged]}}", "✓ R: the ticket says “order”, “charged”"),
            ("{text: {all_words: [order, lamp]}}", "✗ R: the ticket does not say “lamp”"),
            ("{subject: {begins_with: CHARGED}}", "✓ R: the subject begins with “CHARGED”"),
            ("{subject: {contains: rged tw}}", "✓ R: the subject contains “rged tw”"),
            (#"{body: {matches: 'A-\d{4}'}}"#, #"✓ R: the body fits /A-\d{4}/ with “A-1042”"#),
            (#"{subject: {matches: 'A-\d{4}'}}"#, #"✗ R: the subject does not fit /A-\d{4}/"#),
        ])
    }

    @Test("Every field of a ticket and of the form can be compared")
    func fields() throws {
        try expect([
            ("{channel: email}", "✓ R: the channel is “email”"),
            ("{channel: [web, api]}", "✗ R: the channel is “email”, none of “web”, “api”"),
            ("{channel: {is_not: web}}", "✓ R: the channel is “email”, not “web”"),
            ("{language: de}", "✓ R: the language is “de-AT”"),
            ("{tier: [gold, vip]}", "✓ R: the tier is “gold”"),
            ("{tags: again}", "✓ R: the tag is “again”"),
            ("{tags: {none_of: [spam, again]}}", "✗ R: the tag is “again”"),
            ("{assignee: {given: no}}", "✓ R: the assignee is not given"),
            ("{priority: {at_least: high}}", "✓ R: the priority is “high”, at least high"),
            ("{priority: {more_than: high}}", "✗ R: the priority is “high”, not more than high"),
            ("{field.order: {begins_with: [B-, A-]}}", "✓ R: the field “order” begins with “A-”"),
            (
                "{field.amount: {between: [10, 12.5]}}",
                "✓ R: the field “amount” is 12.5, at least 10 and at most 12.5"
            ),
            ("{field.gift: yes}", "✓ R: the field “gift” is “yes”"),
            (
                "{field.day: {less_than: 2026-11-20}}",
                "✗ R: the field “day” is “2026-11-20”, not less than 2026-11-20"
            ),
            ("{field.other: x}", "✗ R: the field “other” is not given, not “x”"),
            ("{attachments: {at_least: 2}}", "✗ R: the number of attachments is 1, not at least 2"),
            ("{attachments: {given: yes}}", "✓ R: the number of attachments is given"),
            ("{attachment.name: {ends_with: .pdf}}", "✓ R: the attachment's name ends with “.pdf”"),
            (
                "{requester.address: {ends_with: '@example.com'}}",
                "✓ R: the requester's address ends with “@example.com”"
            ),
        ])
    }

    @Test("What is known of the requester is asked for, and compared")
    func requester() throws {
        let data: [String: JSONValue] = [
            "requester.facts": ["tickets": 1, "solved": 0], "organisation": ["id": "acme"],
        ]
        try expect(
            [
                ("{requester.tickets: 1}", "✓ R: the number of the requester's tickets is “1”"),
                (
                    "{requester.solved: {at_least: 1}}",
                    "✗ R: the number of the requester's solved tickets is 0, not at least 1"
                ),
                ("{requester.organisation: acme}", "✓ R: the requester's organisation is “acme”"),
            ], data: data)
        let rules = try RuleSet(config: [
            "rules": ["r.yaml": "[{name: R, queue: a, when: {requester.tickets: 1, tier: gold}}]"]
        ])
        expectNoDifference(rules.needs, [Need(.requesterFacts)])
    }

    @Test("Times are the team's, and go over midnight")
    func times() throws {
        let berlin: JSONValue = ["turns": [[0, 3600], [1_774_746_000, 7200], [1_792_890_000, 3600]]]
        expectNoDifference(
            try said("{time: {between: ['18:00', '19:00']}}"),
            "✓ R: the time is 18:44, at least 18:00 and at most 19:00")
        expectNoDifference(
            try said("{time: {between: ['22:00', '06:00']}}", zone: berlin),
            "✗ R: the time is 19:44, not at least 22:00 and at most 06:00")
        expectNoDifference(
            try said("{time: {between: [19:30, 08:00]}, weekday: [saturday, sunday]}", zone: berlin),
            "✓ R: the time is 19:44, at least 19:30 and at most 08:00 and the weekday is “saturday”")
        // 2026-07-01 00:30 UTC is half past two in Berlin, still Wednesday.
        let clock = LocalClock(berlin)
        expectNoDifference(
            clock.moment(at: Date(timeIntervalSince1970: 1_782_865_800)),
            LocalClock.Moment(minute: 150, weekday: "wednesday"))
    }

    @Test("Groups hold together, and say what decided")
    func groups() throws {
        try expect([
            (
                "{all: [{channel: email}, {tier: gold}], language: de}",
                "✓ R: the channel is “email” and the tier is “gold” and the language is “de-AT”"
            ),
            ("{any: [{channel: web}, {tier: gold}]}", "✓ R: the tier is “gold”"),
            (
                "{any: [{channel: web}, {tier: vip}]}",
                "✗ R: the channel is “email”, not “web” and the tier is “gold”, not “vip”"
            ),
            ("{not: {tags: spam}}", "✓ R: the tag is “money”, “again”, not “spam”"),
            ("{not: {any: [{tier: gold}, {tags: spam}]}}", "✗ R: the tier is “gold”"),
        ])
    }

    @Test("What is wrong is told with what is known")
    func mistakes() throws {
        try expect([
            ("{}", "“when” is empty: write a condition."),
            ("[a]", "“when” has fields, written as `name: value`."),
            ("{any: []}", "“any” is empty: write a condition."),
            (
                "{time: '12:00'}",
                "a time is compared by at_least, at_most or between."
            ),
            ("{time: {at_least: '25:00'}}", "“25:00” is no time: write one like 17:30."),
            (
                "{weekday: caturday}",
                "“caturday” is none of monday, tuesday, wednesday, thursday, friday, saturday, sunday."
            ),
            ("{attachments: many}", "“many” is no number."),
            ("{tags: []}", "the list is empty: write something."),
            ("{body: {matches: '(a'}}", "the expression has a “(” without its “)”."),
            ("{attachments: {between: [1]}}", "“between” has two ends: [from, to]."),
            ("{tier: {given: gold}}", "“given” is yes or no."),
            (
                "{tier: {like: gold}}",
                "there is no comparison “like”; there is is, is_not, one_of, none_of, any_word, all_words, contains, "
                    + "begins_with, ends_with, matches, at_least, at_most, more_than, less_than, between, given."
            ),
        ])
    }
}
