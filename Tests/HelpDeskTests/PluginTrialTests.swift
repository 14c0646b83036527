// A plugin is tried on a ticket: what it would do, and whether it would ask how it went.

import CustomDump
import Foundation
import PluginHost
import PluginProtocol
import SQLiteStore
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Trials of a plugin", .timeLimit(.minutes(5)))
struct PluginTrialTests {
    private func planner() throws -> InstalledPlugin {
        try FakePlugin.plugin(
            hooks: #"{"survey.plan":{"timeout_ms":10000},"ticket.route":{"timeout_ms":10000}}"#,
            grants: #""survey.ask""#,
            """
            if m == "ticket.route": return {"abstain": True, "reason": "not mine"}
            return {"ask": True, "kind": "nps", "after": "PT1H", "reason": p["ticket"]["status"]}
            """)
    }

    private func said(of store: SQLiteStore, _ id: TicketID) async throws -> [String] {
        let thread = try #require(try await store.thread(id))
        return try await PluginTrial(planner(), settings: DeskSettings(), store: store).ask(thread)
    }

    @Test("A survey that it would plan is told, of an open ticket as if it were solved now")
    func surveys() async throws {
        try await DeskFixture.withDesk { _, store in
            let id = try await store.submit(
                Submission(
                    key: "k", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
                    body: "Dark.", queue: "triage"), now: DeskFixture.noon
            ).id
            let open = try await said(of: store, id)
            expectNoDifference(
                open,
                [
                    "ticket.route: nothing: not mine",
                    "were it solved now: survey.plan: would ask nps by mail after 3600 s: solved",
                ])
            _ = try await store.edit(id, now: DeskFixture.noon) { $0.solve(by: "grace") }
            let solved = try await said(of: store, id)
            expectNoDifference(solved.last, "survey.plan: would ask nps by mail after 3600 s: solved")
            _ = try await store.edit(id, now: DeskFixture.noon) {
                try $0.apply(.tag(HelpDesk.spamTag), by: .agent(name: "grace"))
            }
            let spam = try await said(of: store, id)
            expectNoDifference(
                spam.last,
                "survey.plan: not asked: nobody is asked about a ticket that is spam, held, merged or erased")
            let calls = try await store.pluginCalls(of: nil, outcome: nil, after: 0, limit: 9)
            expectNoDifference(calls, [])
        }
    }

    @Test("What a plugin logs while it is tried is told, and not written to the log of the desk's own")
    func log() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let id = try await store.submit(
                Submission(
                    key: "k", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
                    body: "Dark.", queue: "triage"), now: DeskFixture.noon
            ).id
            let path = folder.appending(path: "p.log").path
            let plugin = InstalledPlugin(
                manifest: try FakePlugin.plugin(
                    hooks: #"{"ticket.route":{"timeout_ms":10000}}"#,
                    """
                    print("it thinks", file=sys.stderr, flush=True)
                    time.sleep(0.5)
                    return {"abstain": True, "reason": "not mine"}
                    """
                ).manifest, config: .null, programPath: "", logPath: path)
            let heard = Mutex<[String]>([])
            let thread = try #require(try await store.thread(id))
            let said = try await PluginTrial(
                plugin, settings: DeskSettings(), store: store,
                listener: { line in heard.withLock { $0.append(line) } }
            ).ask(thread)
            expectNoDifference(said, ["ticket.route: nothing: not mine"])
            expectNoDifference(heard.withLock { $0 }, ["it thinks"])
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }
}
