// The plugin `webhook`: events in, requests out.

import CustomDump
import Foundation
import PluginKit
import Testing
import WebhookPlugin

@Suite("The plugin webhook")
struct WebhookPluginTests {
    private func config(_ target: JSONValue) -> JSONValue {
        let usual: JSONValue = ["url": "https://chat.example.org/hook", "events": ["ticket.created"]]
        return ["targets": [usual.merging(target)]]
    }

    private func event(
        _ type: String = "ticket.created", seq: Int = 1, ticket: JSONValue = [:], more: JSONValue = [:]
    ) -> JSONValue {
        let usual: JSONValue = [
            "id": "T-7", "rev": 2, "channel": "web", "status": "new", "queue": "billing", "priority": "high",
            "tags": ["money", "vip"], "created_at": "2026-11-22T09:00:00Z", "subject": "Charged <twice>",
            "body": "Ask @channel!", "requester": ["organisation": "acme"],
        ]
        let event: JSONValue = [
            "seq": .number(Double(seq)), "type": .string(type), "at": "2026-11-22T09:00:01Z",
            "actor": "requester", "ticket": usual.merging(ticket),
        ]
        return event.merging(more)
    }

    private func take(_ config: JSONValue, _ events: [JSONValue]) throws -> DeliveryResult {
        let delivery: JSONValue = ["call": "c", "at": "2026-11-22T09:01:00Z", "events": .array(events)]
        let params = try JSONDecoder().decode(EventParams.self, from: Data(delivery.text.utf8))
        return try WebhookPlugin(config: config).take(params)
    }

    private func bodies(_ result: DeliveryResult) -> [JSONValue] {
        result.actions.compactMap { if case .deliver(_, let body) = $0.effect { body } else { nil } }
    }

    @Test(
        "Without a form of its own, a target hears of the event and of the ticket, and no word of a customer")
    func usualBody() throws {
        let change: JSONValue = ["change": ["field": "queue", "from": "triage", "to": "billing"]]
        let result = try take(
            config(["events": ["ticket.changed"]]),
            [event("ticket.changed", more: change)])
        expectNoDifference(
            result,
            DeliveryResult(
                ack: 1,
                actions: [
                    PluginAction(
                        .deliver(
                            url: "https://chat.example.org/hook",
                            body: [
                                "event": "ticket.changed", "at": "2026-11-22T09:00:01Z", "seq": 1,
                                "actor": "requester",
                                "ticket": [
                                    "id": "T-7", "rev": 2, "channel": "web", "status": "new",
                                    "queue": "billing", "priority": "high", "tags": ["money", "vip"],
                                    "created_at": "2026-11-22T09:00:00Z",
                                ],
                                "change": ["field": "queue", "from": "triage", "to": "billing"],
                            ]),
                        ticket: "T-7", reason: "ticket.changed goes to chat.example.org")
                ]))
    }

    @Test("A text for a chat disarms what customers wrote; a form of JSON is filled in wherever it has texts")
    func forms() throws {
        let text = config([
            "fields": ["subject", "body", "organisation"],
            "text": "{id} ({organisation}, {tags}) {{x} {event} by {actor}: {subject} – {body}{assignee}",
        ])
        let json = config(["json": ["a": ["{seq}", 1, true, .null, ["b": "{queue}: {field} {from}→{to}"]]]])
        let change: JSONValue = ["change": ["field": "tags", "from": "", "to": "vip"]]
        expectNoDifference(
            bodies(try take(text, [event()])) + bodies(try take(json, [event(more: change)])),
            [
                [
                    "text": .string(
                        "T-7 (acme, money, vip) {x} ticket.created by requester: Charged ‹twice› – "
                            + "Ask @\u{200B}channel!")
                ],
                ["a": ["1", 1, true, .null, ["b": "billing: tags →vip"]]],
            ])
    }

    @Test("A target hears of its own events and tickets alone; what is held as perhaps spam goes nowhere")
    func conditions() throws {
        let urgent = config(["when": ["priority": ["urgent"], "queue": ["billing"]], "text": "{id}"])
        let events = [
            event(seq: 1), event(seq: 2, ticket: ["id": "T-8", "priority": "urgent"]),
            event("ticket.solved", seq: 3, ticket: ["priority": "urgent"]),
            event(seq: 4, ticket: ["priority": "urgent", "queue": "triage"]),
        ]
        let result = try take(urgent, events)
        expectNoDifference(bodies(result), [["text": "T-8"]])
        #expect(result.ack == 4)
        let held = try take(config([:]), [event(ticket: ["queue": "held"])])
        expectNoDifference(held, DeliveryResult(ack: 1))
        #expect(try take([:], [event()]).actions.isEmpty)
    }

    @Test("A vote on an article is told to whoever names it, whatever tickets they want to hear of")
    func votes() throws {
        func vote(_ seq: Double, _ isHelpful: Bool) -> JSONValue {
            [
                "seq": .number(seq), "type": "article.voted", "at": "2026-11-22T09:00:01Z", "actor": "reader",
                "data": ["article": "/lamps/bulb/", "helpful": .boolean(isHelpful)],
            ]
        }
        let usual = try take(config(["events": ["article.voted"]]), [vote(3, false)])
        expectNoDifference(
            usual,
            DeliveryResult(
                ack: 3,
                actions: [
                    PluginAction(
                        .deliver(
                            url: "https://chat.example.org/hook",
                            body: [
                                "event": "article.voted", "at": "2026-11-22T09:00:01Z", "seq": 3,
                                "actor": "reader", "article": "/lamps/bulb/", "helpful": false,
                            ]),
                        ticket: nil, reason: "article.voted goes to chat.example.org")
                ]))
        let text = config([
            "events": ["article.voted"], "when": ["priority": ["urgent"]], "text": "{article}: {helpful}{id}",
        ])
        expectNoDifference(
            bodies(try take(text, [vote(3, false), vote(4, true)])),
            [["text": "/lamps/bulb/: no"], ["text": "/lamps/bulb/: yes"]])
        expectNoDifference(try take(config([:]), [vote(3, true)]), DeliveryResult(ack: 3))
    }

    @Test("More requests than an answer holds are made in the next one")
    func manyEvents() throws {
        let target = config(["text": "{seq}"])["targets"]?.array?.first ?? .null
        let result = try take(["targets": [target, target, target]], (1...50).map { event(seq: $0) })
        #expect(result.actions.count == 99 && result.ack == 33)
    }

    @Test("A long text of a customer is cut, so that an answer stays below 1 MiB")
    func longText() throws {
        let long: JSONValue = ["body": .string(String(repeating: "x", count: 100_000))]
        let result = try take(config(["fields": ["body"]]), [event(ticket: long)])
        #expect(bodies(result).first?["ticket"]?["body"]?.string?.count == 2_000)
    }

    @Test(
        "What is wrong with a target is told with its place",
        arguments: [
            (["url": "ftp://example.org"], "/targets/0/url", "no address"),
            (["url": "https://me:pw@example.org/"], "/targets/0/url", "no address"),
            (["url": "https:///path"], "/targets/0/url", "no address"),
            (["text": "{nobody}"], "/targets/0/text", "there is no {nobody}"),
            (["text": "{id"], "/targets/0/text", "has no “}”"),
            (["json": ["a": "{no}"]], "/targets/0/json", "there is no {no}"),
            (["text": "{id}", "json": [:]], "/targets/0/json", "not both"),
            (["text": "{subject}"], "/targets/0/fields", "a customer's own"),
            (["text": "{organisation}", "fields": ["id"]], "/targets/0/fields", "a customer's own"),
            (["events": ["ticket.painted"]], "/targets/0/events/0", "it is one of"),
            (["secret": "X"], "/targets/0/secret", "no such field"),
        ] as [(JSONValue, String, String)])
    func mistakes(_ target: JSONValue, _ path: String, _ words: String) throws {
        do {
            _ = try WebhookPlugin(config: config(target))
            Issue.record("it was taken")
        } catch let error as PluginConfigurationError {
            expectNoDifference(error.path, path)
            #expect(error.description.contains(words))
        }
    }

    @Test("Customers' words are sent only by a desk that granted them")
    func grants() throws {
        func start(_ target: JSONValue, _ grants: [String]) throws {
            _ = try WebhookPlugin(InitializeParams(mode: .test, config: config(target), grants: grants))
        }
        try start(["fields": ["subject"]], ["ticket.body"])
        try start(["fields": ["subject"], "text": "{id}"], [])
        #expect(throws: PluginConfigurationError.self) { try start(["fields": ["id", "subject"]], []) }
    }
}
