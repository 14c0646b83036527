// A plugin that is taken away while a ticket waits for it.

import CustomDump
import Foundation
import Mail
import PluginHost
import SQLiteStore
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Plugins that are taken away", .timeLimit(.minutes(5)))
struct RemovedPluginTests {
    private let router = Result {
        try FakePlugin.plugin(
            "router", hooks: #"{"ticket.route": {"timeout_ms": 9000}}"#, grants: #""ticket.queue.write""#,
            #"return {"proposals": [{"field": "queue", "value": "billing", "strength": "should", "confidence": 1, "reason": "money"}]}"#
        )
    }
    private let writer = Result {
        try FakePlugin.plugin(
            "writer", hooks: #"{"ticket.reply": {"timeout_ms": 9000}}"#, grants: #""reply.suggest""#,
            #"return {"abstain": true, "reason": "no"}"#)
    }

    private func eventually(_ question: () async throws -> Bool) async throws -> Bool {
        for _ in 1...300 {
            if try await question() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test("A ticket that was just routed is decided when the last plugin that answers is taken away")
    func lastWriter() async throws {
        let (router, writer) = (try router.get(), try writer.get())
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let bell = DeskBell()
            let host = PluginHost(
                [router, writer], logger: FakePlugin.silence, now: { DeskFixture.noon },
                onReady: { bell.pluginIsReady() })
            let isAsked = Mutex(false)
            // What the router said is just being kept: it was not the last word, and now it is.
            let flaky = FlakyStore(
                store: store, fails: { _ in false },
                refusesWork: {
                    let isFirst = isAsked.withLock { isAsked in
                        defer { isAsked = false }
                        return isAsked
                    }
                    if isFirst { host.replace([router], changed: []) }
                    return false
                })
            let settings = DeskSettings(queues: [DeskSettings.Queue(id: "billing", title: "Billing")])
            let work = DeskWork(
                store: flaky, host: host,
                outbox: OutboxFolder(path: folder.appending(path: "outbox").path, sender: settings.sender),
                settings: settings, letters: DeskFixture.desk(on: store).letters,
                now: { DeskFixture.noon }, logger: FakePlugin.silence, bell: bell, pauses: RetryPauses())
            let running = Task { try await work.run() }
            let isUp = try await eventually { await host.standings().allSatisfy(\.isUp) }
            // The rings of their start are over.
            try await Task.sleep(for: .milliseconds(500))
            isAsked.withLock { $0 = true }
            let question = Submission(
                key: "k", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
                body: "Dark.", queue: "triage")
            let id = try await store.submit(question, now: DeskFixture.noon).id
            bell.somethingChanged()
            let isRouted = try await eventually { try await store.ticket(id)?.queue == "billing" }
            let isDecided = try await eventually {
                try await store.undecided(after: TicketID(0), limit: 9).isEmpty
            }
            running.cancel()
            try await running.value
            expectNoDifference([isUp, isRouted, isDecided], [true, true, true])
            expectNoDifference(host.names, ["router"])
        }
    }
}
