// Votes reach the plugins: as many as an answer takes, and with requests that are about no ticket.

import CustomDump
import Foundation
import PluginHost
import PluginProtocol
import SQLiteStore
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Votes for plugins", .timeLimit(.minutes(5)))
struct VoteDeliveryTests {
    private func round(
        _ store: SQLiteStore, _ plugin: InstalledPlugin, times: Int = 1
    ) async throws {
        try await FakePlugin.withHost([plugin]) { host in
            let facts = DeskFacts(choices: Choices(queues: []), record: { try await store.pluginRecord($0) })
            let rounds = DeliveryRounds(
                to: "p", store: store, host: host, facts: facts, now: { DeskFixture.noon },
                logger: FakePlugin.silence)
            for _ in 0..<times { _ = await rounds.round() }
        }
    }

    private func listener(_ types: String, grants: String = "", _ body: String) throws -> InstalledPlugin {
        try FakePlugin.plugin(
            hooks: #"{"event":{"types":[\#(types)],"timeout_ms":10000}}"#, grants: grants, body)
    }

    private func cast(_ count: Int, _ store: SQLiteStore) async throws {
        try await store.beginDeliveries(to: PluginRecord.votes("p"), after: 0)
        for number in 0..<count {
            try await store.cast(
                Vote(voter: "\(number)", article: "/lamp/", isHelpful: number == 0, at: DeskFixture.noon))
        }
    }

    private static let forward = """
        return {"actions": [{"do": "deliver", "url": "https://example.org/", "body": e["data"]} for e in p["events"]]}
        """

    @Test("A vote becomes a request that is about no ticket, once, and not without the grant")
    func requests() async throws {
        for (grant, wanted) in [
            (
                #""http.deliver""#,
                [#"{"article":"/lamp/","helpful":true}"#, #"{"article":"/lamp/","helpful":false}"#]
            ), ("", []),
        ] {
            try await DeskFixture.withDesk { _, store in
                try await cast(2, store)
                let plugin = try listener(#""article.voted""#, grants: grant, Self.forward)
                try await round(store, plugin, times: 2)
                let requests = try await store.dueRequests(now: .distantFuture, limit: 9).map(\.request)
                expectNoDifference(requests.map(\.body), wanted)
                expectNoDifference(requests.map(\.ticket), wanted.map { _ in nil })
                let cursor = try await store.pluginRecord("p$votes").cursor
                expectNoDifference(cursor, 2)
            }
        }
    }

    @Test("What an answer does not acknowledge comes again, also across a restart")
    func acknowledged() async throws {
        let body = """
            seen = p["state"]["doc"].get("seen", [])
            done = [e["seq"] for e in p["events"]][:2]
            return {"ack": done[-1], "state_patch": {"seen": seen + done}}
            """
        try await DeskFixture.withDesk { _, store in
            try await cast(3, store)
            try await round(store, try listener(#""article.voted""#, body))
            try await cast(2, store)
            try await round(store, try listener(#""article.voted""#, body))
            let state = try await store.pluginRecord("p").state
            expectNoDifference(state, #"{"seen":[1,2,3,4,5]}"#)
        }
    }

    @Test("Of a call about tickets a request names one of them, so that it goes when the ticket is erased")
    func requestsAboutTickets() async throws {
        try await DeskFixture.withDesk { _, store in
            try await store.beginDeliveries(to: "p", after: 0)
            _ = try await store.submit(
                Submission(
                    key: "k", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
                    body: "Dark.", queue: "triage"), now: DeskFixture.noon)
            let plugin = try listener(
                #""ticket.created""#, grants: #""http.deliver""#,
                Self.forward
                    .replacing(#"e["data"]"#, with: "1"))
            try await round(store, plugin)
            let requests = try await store.dueRequests(now: .distantFuture, limit: 9)
            expectNoDifference(requests, [])
        }
    }
}
