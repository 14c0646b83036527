// Two plugins that answer each other's effects come to an end.

import CustomDump
import Foundation
import PluginHost
import PluginProtocol
import SQLiteStore
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Plugins that answer each other", .timeLimit(.minutes(5)))
struct PluginLoopTests {
    @Test("A chain of two ends after four effects, and the tickets of nobody are touched")
    func chain() async throws {
        try await DeskFixture.withDesk { _, store in
            let plugins = try ["a", "b"].map { id in
                try FakePlugin.plugin(
                    id, hooks: #"{"event":{"types":["ticket.created","ticket.changed"],"timeout_ms":10000}}"#,
                    grants: #""ticket.tags.write""#,
                    """
                    n = p["state"]["doc"].get("n", 0) + 1
                    t = p["events"][-1]["ticket"]["id"]
                    return {"actions": [{"do": "tag", "ticket": t, "tag": f"\(id){n}"},
                                        {"do": "tag", "ticket": "T-2", "tag": "foreign"}], "state_patch": {"n": n}}
                    """)
            }
            for id in ["a", "b"] { try await store.beginDeliveries(to: id, after: 0) }
            let question = Submission(
                key: "1", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
                body: "Dark.", queue: "triage")
            let id = try await store.submit(question, now: DeskFixture.noon).id
            try await FakePlugin.withHost(plugins) { host in
                let facts = DeskFacts(
                    choices: Choices(queues: []), record: { try await store.pluginRecord($0) })
                let rounds = ["a", "b"].map {
                    DeliveryRounds(
                        to: $0, store: store, host: host, facts: facts, now: { DeskFixture.noon },
                        logger: FakePlugin.silence)
                }
                for _ in 1...12 { for round in rounds { _ = await round.round() } }
            }
            let events = try await store.events(after: 0, limit: 99)
            expectNoDifference(events.map(\.depth).max(), PluginHost.longestChain)
            let tags = try await store.thread(id)?.ticket.state.tags ?? []
            #expect(tags.count <= 2 * PluginHost.longestChain, "\(tags)")
            #expect(!tags.contains("foreign"))
            let settled = try await store.lastEvent()
            try await FakePlugin.withHost(plugins) { host in
                let facts = DeskFacts(
                    choices: Choices(queues: []), record: { try await store.pluginRecord($0) })
                for name in ["a", "b"] {
                    _ = await DeliveryRounds(
                        to: name, store: store, host: host, facts: facts, now: { DeskFixture.noon },
                        logger: FakePlugin.silence
                    ).round()
                }
            }
            let after = try await store.lastEvent()
            expectNoDifference(after, settled)
        }
    }
}
