// plugin.json: what may stand in it, and what is said when it does not make sense.

import CustomDump
import Foundation
import PluginProtocol
import Testing

@Suite("A plugin's manifest")
struct ManifestTests {
    private func manifest(_ changes: JSONValue) throws -> PluginManifest {
        let base: JSONValue = [
            "id": "billing-router", "version": "1.3.0", "protocol": 1, "title": "Routes", "command": ["sh"],
            "hooks": ["ticket.route": ["timeout_ms": 300]],
        ]
        return try PluginManifest(json: Data(base.merging(changes).text.utf8))
    }

    @Test("What is not said has its default")
    func defaults() throws {
        let plain = try manifest([:])
        expectNoDifference(plain.complaints, [])
        expectNoDifference(plain.concurrency, 1)
        expectNoDifference(plain.timeoutMilliseconds(for: .route), 300)
        expectNoDifference(plain.timeoutMilliseconds(for: .reply), 2_000)
        expectNoDifference(plain.failurePolicy(for: .route), .ignore)
        expectNoDifference(plain.failurePolicy(for: .review), .hold)
    }

    @Test("Everything that does not make sense is told of at once")
    func complaints() throws {
        let wrong = try manifest([
            "id": "Billing Router", "protocol": 2, "command": [], "concurrency": 65, "version": "",
            "hooks": [
                "ticket.route": ["timeout_ms": 0, "when": ["colour": "red"]], "ticket.paint": [:],
                "initialize": [:], "event": [:], "ticket.reply": ["types": ["ticket.solved"]],
            ],
            "needs": ["requester.history"], "config": ["type": "objekt"],
        ])
        expectNoDifference(
            wrong.complaints,
            [
                "“id” is made of a-z, 0-9 and hyphens, begins with a letter, and has 64 at most.",
                "it asks for protocol 2; this program speaks 1.",
                "“command” is a list of words, the program first.",
                "“version” is a short text like 1.0.0.",
                "“concurrency” is a number from 1 to 64.",
                "“types” of event is empty: name the events to be told of.",
                "there is no hook “initialize”; the hooks are ticket.enrich, ticket.route, ticket.reply, "
                    + "ticket.review, survey.plan, event, timer.",
                "there is no hook “ticket.paint”; the hooks are ticket.enrich, ticket.route, ticket.reply, "
                    + "ticket.review, survey.plan, event, timer.",
                "“types” belongs to event, not to ticket.reply.",
                "“timeout_ms” of ticket.route is from 1 to 10000.",
                "“when” of ticket.route names “colour”; it may name channel, queue, status, priority, tier, "
                    + "language, tags.",
                "it needs requester.history without the grant requester.history: add it to “grants”.",
                "“config” is no JSON Schema: /type: there is no type “objekt”",
            ])
    }

    @Test(
        "A grant, an event or a need that is on no list is an error",
        arguments: [
            ["grants": ["ticket.everything"]], ["hooks": ["event": ["types": ["ticket.painted"]]]],
            ["needs": ["requester.secrets"]], ["needs": ["requester.history:0"]], ["hooks": 3],
            ["hooks": ["ticket.route": ["on_failure": "explode"]]],
        ] as [JSONValue])
    func unknown(_ change: JSONValue) {
        #expect(throws: DecodingError.self) { try manifest(change) }
    }

    @Test("A hook's condition is one value or several, and all conditions must fit")
    func conditions() throws {
        let hook = try JSONDecoder().decode(
            HookSettings.self, from: Data(#"{"when":{"channel":["email","web"],"tags":"vip"}}"#.utf8))
        func ticket(_ json: String) throws -> TicketSnapshot {
            try JSONDecoder().decode(TicketSnapshot.self, from: Data(json.utf8))
        }
        #expect(hook.fits(try ticket(#"{"id":"T-1","channel":"web","tags":["new","vip"]}"#)))
        #expect(!hook.fits(try ticket(#"{"id":"T-1","channel":"chat","tags":["vip"]}"#)))
        #expect(!hook.fits(try ticket(#"{"id":"T-1","channel":"web"}"#)))
    }

    @Test(
        "A need is a name, a number and a question",
        arguments: [
            ("requester.history", "requester.history"), ("requester.history:3", "requester.history:3"),
            ("articles.search:5?q=refund?=x", "articles.search?q=refund?=x"), ("queue.load:21", nil),
            ("queue.load:", nil), ("articles.search?p=1", nil), ("", nil),
        ] as [(String, String?)])
    func needs(_ text: String, _ wanted: String?) {
        expectNoDifference(Need(text)?.description, wanted)
    }

    @Test(
        "A duration is in units of a fixed length",
        arguments: [
            ("P1D", 86_400), ("PT2H", 7_200), ("P1W2DT3H4M5S", 788_645), ("PT0S", 0), ("P1M", nil),
            ("P1Y", nil),
            ("PT", nil), ("P", nil), ("1D", nil), ("PT5", nil), ("PT1M2H", nil), ("P99999999999D", nil),
            ("P-1D", nil),
        ] as [(String, Int?)])
    func durations(_ text: String, _ seconds: Int?) {
        expectNoDifference(WireDuration(text)?.seconds, seconds)
    }
}
