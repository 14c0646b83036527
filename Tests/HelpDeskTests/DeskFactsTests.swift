// What plugins get to know of who asks.

import CustomDump
import Foundation
import PluginHost
import PluginProtocol
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("The facts that plugins need")
struct DeskFactsTests {
    private let store: any TicketStore = MemoryStore()

    private func ask(_ day: Double, address: String = "ada@example.org") async throws -> TicketID {
        try await store.submit(
            Submission(
                key: "\(UUID())", requester: Requester(name: "Ada", address: address), subject: "Lamp",
                body: "Dark.", queue: "triage"), now: DeskFixture.noon + day * 86_400
        ).id
    }

    private func facts(of id: TicketID) async throws -> JSONValue? {
        let desk = DeskFacts(
            DeskSettings(), store: store, now: { DeskFixture.noon }, articles: { _, _, _ in nil })
        let thread = try #require(try await store.thread(id))
        return await desk.data(Need(.requesterFacts), thread)
    }

    @Test("They say how often and since when somebody asks, and whether they closed the ticket themselves")
    func requester() async throws {
        let first = try await ask(0)
        _ = try await store.edit(first, now: DeskFixture.noon) { $0.solve(by: "grace") }
        let second = try await ask(3)
        let alone = try await ask(4, address: "ben@example.org")
        _ = try await store.edit(second, now: DeskFixture.noon + 4 * 86_400) {
            try $0.apply(.move(to: .solved), by: .requester)
        }
        let (ofFirst, ofSecond, ofAlone) = (
            try await facts(of: first), try await facts(of: second), try await facts(of: alone)
        )
        expectNoDifference(
            ofFirst,
            [
                "tickets": 2, "solved": 2, "first_at": "2027-01-15T08:00:00Z", "previous_at": .null,
                "solved_this": false,
            ])
        expectNoDifference(
            ofSecond,
            [
                "tickets": 2, "solved": 2, "first_at": "2027-01-15T08:00:00Z",
                "previous_at": "2027-01-15T08:00:00Z", "solved_this": true,
            ])
        expectNoDifference(
            ofAlone,
            [
                "tickets": 1, "solved": 0, "first_at": "2027-01-19T08:00:00Z", "previous_at": .null,
                "solved_this": false,
            ])
    }

    @Test("Earlier tickets say who answered them and with which links, and not what was only suggested")
    func history() async throws {
        let first = try await ask(0)
        _ = try await store.edit(first, now: DeskFixture.noon + 60) { edit in
            let body = "Read [this](<https://help.example/lamps/>)."
            edit.note([
                Decision(
                    plugin: "p", hook: "ticket.reply", outcome: .suggestedReply("Look it up."), reason: "r",
                    at: DeskFixture.noon + 60)
            ])
            try edit.say("Who knows?", visibility: .internal, by: .agent(name: "grace"))
            edit.reply(body, by: "grace")
        }
        let silent = try await ask(1)
        let now = try await ask(2)
        let thread = try #require(try await store.thread(now))
        let desk = DeskFacts(
            DeskSettings(), store: store, now: { DeskFixture.noon }, articles: { _, _, _ in nil })
        let found = await desk.data(Need(.requesterHistory), thread)
        func entry(_ id: TicketID, _ day: Int, _ status: String) -> JSONValue {
            [
                "id": .string(id.description), "subject": "Lamp", "status": .string(status),
                "queue": "triage", "assignee": .null, "created_at": .string("2027-01-\(day)T08:00:00Z"),
            ]
        }
        let answer = AnswerSnapshot(
            by: "agent:grace", at: "2027-01-15T08:01:00Z", links: ["https://help.example/lamps/"])
        expectNoDifference(
            found,
            [
                entry(silent, 16, "new"),
                .object(
                    (entry(first, 15, "pending").object ?? [:]).merging(["answers": [answer.json]]) { $1 }),
            ])
    }

    @Test("Who may see no words sees no links of earlier answers either", .timeLimit(.minutes(5)))
    func historyWithoutWords() async throws {
        let first = try await ask(0)
        _ = try await store.edit(first, now: DeskFixture.noon + 60) { $0.reply("See [a](/a/).", by: "grace") }
        let thread = try #require(try await store.thread(try await ask(1)))
        let store = store
        let desk = DeskFacts(
            DeskSettings(), store: store, now: { DeskFixture.noon }, articles: { _, _, _ in nil })
        let say = """
            d = p.get("data")
            return {"abstain": True, "reason": json.dumps([a["links"] for t in d["requester.history"]
                for a in t["answers"]])} if d else {"need": ["requester.history:5"]}
            """
        var said: [String] = []
        for grants in [#""requester.history""#, #""requester.history","ticket.body""#] {
            let plugin = try FakePlugin.plugin(
                hooks: #"{"ticket.route":{"timeout_ms":10000}}"#, grants: grants, say)
            try await FakePlugin.withHost([plugin]) { host in
                said += try await host.decide(thread, desk).decisions.map(\.reason)
            }
        }
        expectNoDifference(said, ["[[]]", #"[["/a/"]]"#])
    }
}
