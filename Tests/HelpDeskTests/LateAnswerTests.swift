// Answers that come when the desk ends: none is lost, and nobody waits for them for ever.

import CustomDump
import Foundation
import Mail
import SQLiteStore
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import HelpDesk
@testable import PluginHost

@Suite("Late answers", .timeLimit(.minutes(5)))
struct LateAnswerTests {
    private func work(_ host: PluginHost, on store: SQLiteStore, in folder: URL) -> DeskWork {
        let settings = DeskSettings()
        return DeskWork(
            store: store, host: host,
            outbox: OutboxFolder(path: folder.appending(path: "outbox").path, sender: settings.sender),
            settings: settings, letters: DeskFixture.desk(on: store).letters, now: { DeskFixture.noon },
            logger: FakePlugin.silence, bell: DeskBell(), pauses: RetryPauses())
    }

    @Test(
        "That were handed over before the desk ended are kept; who hands one over behind that waits no longer"
    )
    func atTheEnd() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let ticket = try await DeskFixture.desk(on: store).submit(
                AskForm(key: "", name: "Ada", address: "ada@example.org", subject: "Lamp", body: "Dark."))
            let host = PluginHost([], logger: FakePlugin.silence, now: { DeskFixture.noon })
            let told = Mutex<[String]>([])
            func handOver(_ name: String, rev: Int) {
                let call = PluginCall(
                    plugin: "p.shadow", call: name, method: "ticket.route", tickets: [ticket.id],
                    at: DeskFixture.noon, request: "{}", response: "{}", milliseconds: 0, outcome: .answered)
                let change = PluginWork.StateChange(rev: rev, document: "{}")
                var late = LateAnswer(
                    ticket: ticket.id, decisions: [], work: PluginWork(call, state: change))
                late.settle = { isOver in told.withLock { $0.append("\(name) \(isOver)") } }
                host.lateness.hand(over: late)
            }
            handOver("one", rev: 0)
            handOver("two", rev: 1)
            handOver("contested", rev: 0)
            let work = work(host, on: store, in: folder)
            let keeping = Task {
                // The desk ends before the first is looked at.
                while !Task.isCancelled { await Task.yield() }
                await work.keepLateAnswers()
            }
            keeping.cancel()
            await keeping.value
            handOver("behind", rev: 2)
            expectNoDifference(
                told.withLock(\.self), ["one true", "two true", "contested false", "behind true"])
            let calls = try await store.pluginCalls(of: "p.shadow", outcome: nil, after: 0, limit: 9)
            expectNoDifference(calls.map(\.call.call), ["one", "two"])
        }
    }
}
