// What has happened reaches the plugins, and what they want done is done once.

import CustomDump
import Foundation
import Logging
import Mail
import PluginHost
import PluginProtocol
import SQLiteStore
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Deliveries to plugins", .timeLimit(.minutes(5)))
struct DeliveryTests {
    private static let facts = DeskFacts(choices: Choices(queues: ["triage", "billing"]))

    /// A plugin in Python that answers with what a function of the delivery gives.
    private func plugin(
        _ body: String, types: String = #""ticket.changed","ticket.solved","ticket.created""#,
        grants: String = #""ticket.body","ticket.tags.write","note.write","reply.suggest""#
    ) throws -> InstalledPlugin {
        let script = """
            import json, sys
            def take(method, p):
                state = p["state"]["doc"]
            \(body.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
            for line in sys.stdin:
                r = json.loads(line)
                if "id" not in r: continue
                m = r["method"]
                try:
                    result = {"protocol": 1, "hooks": ["event"]} if m == "initialize" else \\
                        {} if m == "shutdown" else take(m, r["params"])
                    print(json.dumps({"jsonrpc": "2.0", "id": r["id"], "result": result}), flush=True)
                except Exception as error:
                    print("it said", error, file=sys.stderr, flush=True)
                    print(json.dumps({"jsonrpc": "2.0", "id": r["id"],
                        "error": {"code": -32000, "message": str(error)}}), flush=True)
            """
        let json = """
            {"id":"p","version":"1","protocol":1,"title":"","command":["python3","-c",\(JSONValue.string(script).text)],
             "hooks":{"event":{"types":[\(types)],"timeout_ms":10000}},"grants":[\(grants)]}
            """
        return InstalledPlugin(
            manifest: try PluginManifest(json: Data(json.utf8)), config: .null, programPath: "")
    }

    /// Runs the plugin and its rounds on a store.
    ///
    /// - Parameter meanwhile: is done each time that the plugin's state was read.
    private func withRounds(
        _ plugin: InstalledPlugin, on store: SQLiteStore,
        now: @escaping @Sendable () -> Date = { DeskFixture.noon },
        meanwhile: @escaping @Sendable (PluginRecord) async throws -> Void = { _ in },
        _ body: (DeliveryRounds) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let host = PluginHost([plugin], logger: logger, now: now)
        let facts = DeskFacts(
            choices: Self.facts.choices,
            record: { plugin in
                let record = try await store.pluginRecord(plugin)
                try await meanwhile(record)
                return record
            })
        let rounds = DeliveryRounds(to: "p", store: store, host: host, facts: facts, now: now, logger: logger)
        let running = Task { await host.run() }
        do {
            try await body(rounds)
        } catch {
            running.cancel()
            throw error
        }
        running.cancel()
        await running.value
    }

    private func store(_ folder: URL) throws -> SQLiteStore {
        try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
    }

    private func ask(_ store: SQLiteStore, _ key: String = "k") async throws -> TicketID {
        let question = Submission(
            key: key, requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
            body: "Dark.",
            queue: "triage")
        return try await store.submit(question, now: DeskFixture.noon).id
    }

    /// `expectNoDifference` takes no `await`.
    private func same<Value: Equatable>(
        _ found: Value, _ wanted: Value, fileID: StaticString = #fileID, line: UInt = #line
    ) {
        expectNoDifference(found, wanted, fileID: fileID, line: line)
    }

    @Test("Events are delivered in order, its own are not, and its effects and state are kept")
    func events() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try store(folder)
            let plugin = try plugin(
                """
                seen = state.get("seen", []) + [e["type"] + " " + e["actor"] for e in p["events"]]
                return {"actions": [{"do": "tag", "ticket": p["events"][-1]["ticket"]["id"], "tag": "seen"}],
                        "state_patch": {"seen": seen}}
                """)
            try await withRounds(plugin, on: store) { rounds in
                // What happened before is not delivered.
                _ = try await ask(store, "old")
                #expect(await rounds.round() == .untilRung)
                let id = try await ask(store)
                _ = try await store.edit(id, now: DeskFixture.noon) { $0.solve(by: "grace") }
                #expect(await rounds.round() == .untilRung)
                #expect(await rounds.round() == .untilRung)
                let record = try await store.pluginRecord("p")
                expectNoDifference(
                    record.state,
                    #"{"seen":["ticket.created requester","ticket.changed agent:grace","ticket.solved agent:grace"]}"#
                )
                same(try await store.thread(id)?.ticket.state.tags, ["seen"])
                let calls = try await store.pluginCalls(of: "p", outcome: nil, after: 0, limit: 9)
                expectNoDifference(calls.map(\.call.outcome), [.answered])
            }
        }
    }

    @Test("A host that is killed before it heard of its commit does nothing twice")
    func killed() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try store(folder)
            let plugin = try plugin(
                #"return {"actions": [{"do": "note", "ticket": p["events"][0]["ticket"]["id"], "body_markdown": "Look."}]}"#
            )
            try await store.beginDeliveries(to: "p", after: 0)
            let id = try await ask(store)
            try await withRounds(plugin, on: store) { _ = await $0.round() }
            // The cursor as it was before: the same events come again, under the same name.
            try await withRounds(plugin, on: store) { rounds in
                let last = try await store.pluginCalls(of: "p", outcome: nil, after: 0, limit: 9)
                let call = try #require(last.first?.call)
                await #expect(throws: PluginCommitError.alreadyDone(call: call.call)) {
                    try await store.commit([PluginWork(call)], to: [id], now: DeskFixture.noon) { _ in }
                }
                _ = await rounds.round()
            }
            let notes = try await store.thread(id)?.messages.filter { $0.visibility == .internal }
            expectNoDifference(notes?.map(\.body), ["Look."])
        }
    }

    @Test(
        "An event that fails five times is put aside with its reason, the next ones go on, and it can be retried"
    )
    func deadLetters() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try store(folder)
            let flag = folder.appending(path: "well").path
            let plugin = try plugin(
                """
                import os
                for e in p["events"]:
                    if e["ticket"]["subject"] == "Lamp" and e["type"] == "ticket.created" and not os.path.exists("\(flag)"):
                        raise ValueError("a lamp")
                return {"actions": [{"do": "tag", "ticket": e["ticket"]["id"], "tag": "done"} for e in p["events"]]}
                """)
            try await store.beginDeliveries(to: "p", after: 0)
            let id = try await ask(store)
            _ = try await store.edit(id, now: DeskFixture.noon) { $0.solve(by: "grace") }
            let clock = StepClock()
            try await withRounds(plugin, on: store, now: { clock.now() }) { rounds in
                for _ in 1...12 { _ = await rounds.round() }
                let dead = try await DeadLetters.all(of: "p", in: store)
                expectNoDifference(dead.map(\.recorded.call.attempts), [5])
                #expect(dead.first?.words.contains("a lamp") == true)
                #expect(dead.first?.words.contains("it said a lamp") == true)
                same(try await store.thread(id)?.ticket.state.tags, ["done"])
                _ = try await store.edit(id, now: DeskFixture.noon) {
                    try $0.apply(.untag("done"), by: .desk)
                }
                _ = await rounds.round()
                _ = try await store.edit(id, now: DeskFixture.noon) {
                    try $0.apply(.untag("done"), by: .desk)
                }
                try Data().write(to: URL(filePath: flag))
                for letter in dead {
                    try await DeadLetters.sendAgain(letter, in: store, now: DeskFixture.noon)
                }
                for _ in 1...2 { _ = await rounds.round() }
                same(try await store.thread(id)?.ticket.state.tags, ["done"])
                same(try await DeadLetters.all(of: "p", in: store).count, 0)
                same(try await store.dueAppointments(of: "p", now: .distantFuture, limit: 9), [])
            }
        }
    }

    /// Changes the state of the plugin `p` under its call, as often as it is told.
    private final class Rival: Sendable {
        private let left: Mutex<Int>
        private let store: SQLiteStore

        init(_ store: SQLiteStore, times: Int) {
            self.store = store
            left = Mutex(times)
        }

        func change(_ times: Int) { left.withLock { $0 = times } }

        func act(_ record: PluginRecord) async throws {
            let isOn = left.withLock { left in
                left -= 1
                return left >= 0
            }
            guard isOn else { return }
            let call = PluginCall(
                plugin: "p", call: "rival:\(record.stateRevision)", method: "ticket.route", tickets: [],
                at: DeskFixture.noon, request: "{}", response: "{}", milliseconds: 0, outcome: .answered)
            let change = PluginWork.StateChange(rev: record.stateRevision, document: "{}")
            try await store.commit([PluginWork(call, state: change)], to: [], now: DeskFixture.noon) { _ in }
        }
    }

    @Test(
        "Another answer that changes its state first is no failure of its: it is asked again, now and later")
    func stateConflicts() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try store(folder)
            let (asked, ill) = (folder.appending(path: "asked").path, folder.appending(path: "ill").path)
            let plugin = try plugin(
                """
                import os
                open("\(asked)", "a").write("x")
                if os.path.exists("\(ill)"): raise ValueError("ill")
                return {"state_patch": {"is": "here"}}
                """, types: #""ticket.created""#)
            func timesAsked() throws -> Int { try Data(contentsOf: URL(filePath: asked)).count }
            try await store.beginDeliveries(to: "p", after: 0)
            _ = try await ask(store)
            let rival = Rival(store, times: 2)
            let clock = StepClock()
            try await withRounds(
                plugin, on: store, now: { clock.now() }, meanwhile: { try await rival.act($0) }
            ) {
                rounds in
                #expect(await rounds.round() == .untilRung)
                expectNoDifference(try timesAsked(), 3)
                same(try await store.pluginRecord("p").state, #"{"is":"here"}"#)
                // As often as a failure makes a dead letter of it, and more.
                _ = try await ask(store, "k2")
                rival.change(.max)
                for _ in 1...6 { #expect(await rounds.round() == .retry) }
                expectNoDifference(try timesAsked(), 3 + 6 * 3)
                try Data().write(to: URL(filePath: ill))
                #expect(await rounds.round() == .retry)
                let failed = try await store.pluginCalls(of: "p", outcome: .failed, after: 0, limit: 9)
                expectNoDifference(failed.map(\.call.attempts), [1])
                same(try await DeadLetters.all(of: "p", in: store).count, 0)
                rival.change(0)
                try FileManager.default.removeItem(atPath: ill)
                #expect(await rounds.round() == .untilRung)
                same(try await store.pluginRecord("p").state, #"{"is":"here"}"#)
            }
        }
    }

    @Test("Large tickets that waited come in lines that the protocol allows, each once and in order")
    func largeTickets() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try store(folder)
            let plugin = try plugin(
                """
                if len(json.dumps(p, ensure_ascii=False).encode()) > 1 << 20: raise ValueError("too long")
                calls = state.get("calls", []) + [[e["seq"] for e in p["events"]]]
                return {"state_patch": {"calls": calls}}
                """, types: #""ticket.created""#)
            try await store.beginDeliveries(to: "p", after: 0)
            let body = String(repeating: "x", count: 60_000)
            for number in 1...30 {
                let question = Submission(
                    key: "k\(number)", requester: Requester(name: "Ada", address: "ada@example.org"),
                    subject: "Large", body: body, queue: "triage")
                _ = try await store.submit(question, now: DeskFixture.noon)
            }
            try await withRounds(plugin, on: store) { #expect(await $0.round() == .untilRung) }
            let calls = try JSONValue(json: Data(try await store.pluginRecord("p").state.utf8))["calls"]?
                .array
            expectNoDifference(calls?.map { $0.array?.count }, [14, 14, 2])
            expectNoDifference(
                calls?.flatMap { $0.array ?? [] }, (1...30).map { JSONValue.number(Double($0)) })
            let kept = try await store.pluginCalls(of: "p", outcome: nil, after: 0, limit: 9)
            expectNoDifference(kept.map(\.call.outcome), [.answered, .answered, .answered])
            expectNoDifference(kept.map(\.call.tickets.count), [14, 14, 2])
        }
    }

    @Test("It is called when it wanted to be, with what it gave, and may cancel that")
    func timers() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try store(folder)
            let plugin = try plugin(
                """
                if method == "timer":
                    return {"actions": [{"do": "tag", "ticket": p["ticket"]["id"], "tag": p["data"]["tag"]}]}
                t = p["events"][0]["ticket"]["id"]
                return {"schedule": [{"key": "a", "after": "PT1H", "ticket": t, "data": {"tag": "late"}},
                                     {"key": "b", "after": "PT1H", "ticket": t, "data": {"tag": "never"}}],
                        "cancel": []} if p["events"][0]["type"] == "ticket.created" else {"cancel": ["b"]}
                """)
            try await store.beginDeliveries(to: "p", after: 0)
            let clock = StepClock(step: 0)
            try await withRounds(plugin, on: store, now: { clock.now() }) { rounds in
                let id = try await ask(store)
                _ = await rounds.round()
                _ = try await store.edit(id, now: DeskFixture.noon) { $0.solve(by: "grace") }
                _ = await rounds.round()
                same(
                    try await store.nextAppointment(of: "p", after: DeskFixture.noon),
                    DeskFixture.noon + 3_600)
                same(try await store.thread(id)?.ticket.state.tags, [])
                clock.set(3_600)
                _ = await rounds.round()
                same(try await store.thread(id)?.ticket.state.tags, ["late"])
                same(try await store.dueAppointments(of: "p", now: .distantFuture, limit: 9), [])
            }
        }
    }

    @Test("What it may not, and tickets that it was not told of, are refused with a word")
    func refusals() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try store(folder)
            let plugin = try plugin(
                """
                t = p["events"][0]["ticket"]["id"]
                return {"actions": [{"do": "close", "ticket": t}, {"do": "tag", "ticket": "T-99", "tag": "x"},
                                    {"do": "tag", "ticket": t, "tag": "ada@example.org"},
                                    {"do": "suggest", "ticket": t, "body_markdown": "Hello", "reason": "polite"}]}
                """)
            try await store.beginDeliveries(to: "p", after: 0)
            let id = try await ask(store)
            try await withRounds(plugin, on: store) { _ = await $0.round() }
            let said = try await store.thread(id)?.decisions.map { "\($0.outcome): \($0.reason)" }
            #expect(said?.count == 3)
            #expect(said?.contains("failed: it was not allowed to reopen and close tickets") == true)
            #expect(said?.contains(#"suggestedReply("Hello"): polite"#) == true)
            #expect(said?.contains { $0.hasPrefix("failed: it could not tag:") } == true)
            #expect(try await store.undecided(after: TicketID(0), limit: 9) == [id])
        }
    }
}

/// A clock that goes on by a step each time it is looked at, so that no breaker stays open.
final class StepClock: Sendable {
    private let seconds = Mutex(0.0)
    private let step: Double
    init(step: Double = 400) { self.step = step }
    func set(_ value: Double) { seconds.withLock { $0 = value } }
    func now() -> Date {
        seconds.withLock { value in
            defer { value += step }
            return DeskFixture.noon + value
        }
    }
}
