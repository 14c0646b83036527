// The work behind the desk: nothing that fails stops the rest, and what failed is done later.

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

@Suite("The work behind the desk", .timeLimit(.minutes(5)))
struct DeskWorkTests {
    /// A plugin in sh that routes everything to billing; it does not start before a file is there.
    private func plugin(startingWith file: URL, answer: String? = nil, timeoutMilliseconds: Int = 2_000)
        throws -> InstalledPlugin
    {
        let hello = #"{"jsonrpc":"2.0","id":"1","result":{"protocol":1,"hooks":["ticket.route"]}}"#
        let answer =
            answer
            ?? #"echo "{\"jsonrpc\":\"2.0\",\"id\":\"$n\",\"result\":{\"proposals\":[{\"field\":\"queue\",\"value\":\"billing\","#
            + #"\"strength\":\"should\",\"confidence\":1,\"reason\":\"it fits\"}]}}""#
        let script = """
            test -e '\(file.path)' || exit 7; n=1; read line; echo '\(hello)'
            while read -r line; do n=$((n+1)); \(answer); done
            """
        let manifest: [String: Any] = [
            "id": "router", "version": "1", "protocol": 1, "title": "", "command": ["/bin/sh", "-c", script],
            "hooks": ["ticket.route": ["timeout_ms": timeoutMilliseconds]], "grants": ["ticket.queue.write"],
        ]
        let json = try JSONSerialization.data(withJSONObject: manifest)
        return InstalledPlugin(manifest: try PluginManifest(json: json), config: .null, programPath: "")
    }

    /// Runs the work on a store while the body runs.
    private func withWork(
        _ plugins: [InstalledPlugin], in folder: URL, on store: some TicketStore,
        now: @escaping @Sendable () -> Date = { DeskFixture.noon }, first: () async throws -> Void = {},
        _ body: (DeskBell) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let bell = DeskBell()
        let host = PluginHost(
            plugins, logger: logger, now: now, onReady: { bell.pluginIsReady() })
        let settings = DeskSettings(queues: [DeskSettings.Queue(id: "billing", title: "Billing")])
        let work = DeskWork(
            store: store, host: host,
            outbox: OutboxFolder(path: folder.appending(path: "outbox").path, sender: settings.sender),
            settings: settings, letters: DeskFixture.desk(on: store).letters, now: now,
            logger: logger, bell: bell,
            pauses: RetryPauses(first: .milliseconds(20), longest: .milliseconds(200)))
        await work.begin()
        try await first()
        let running = Task { try await work.run() }
        do {
            try await body(bell)
        } catch {
            running.cancel()
            throw error
        }
        running.cancel()
        try await running.value
    }

    private func eventually(_ question: () async throws -> Bool) async throws -> Bool {
        for _ in 1...500 {
            if try await question() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    private func sentences(_ thread: TicketThread?) -> [String] {
        thread?.decisions.map { "\($0.hook) \($0.outcome): \($0.reason)" } ?? []
    }

    private func ask(_ store: SQLiteStore, _ name: String) async throws -> TicketID {
        let desk = DeskFixture.desk(on: store)
        return try await desk.submit(
            AskForm(key: "", name: name, address: "\(name)@example.org", subject: "Lamp", body: "Dark.")
        ).id
    }

    @Test("A ticket whose plugin was away says so once, and is asked about when the plugin is back")
    func pluginComesBack() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let id = try await ask(store, "ada")
            let flag = folder.appending(path: "flag")
            try await withWork([try plugin(startingWith: flag)], in: folder, on: store) { _ async throws in
                #expect(try await eventually { try await store.thread(id)?.decisions.isEmpty == false })
                try await Task.sleep(for: .milliseconds(600))
                let told = sentences(try await store.thread(id))
                expectNoDifference(
                    told, ["ticket.route unavailable: it is not running: it ended with status 7"])
                // Nothing is written again and again while it is away.
                let calls = try await store.pluginCalls(of: nil, outcome: nil, after: 0, limit: 9)
                #expect(calls.allSatisfy { $0.number == 1 })
                try Data().write(to: flag)
                #expect(try await eventually { try await store.thread(id)?.ticket.queue == "billing" })
                #expect(
                    try await eventually { try await store.undecided(after: TicketID(0), limit: 9).isEmpty })
            }
            let told = sentences(try await store.thread(id))
            expectNoDifference(
                told,
                [
                    "ticket.route unavailable: it is not running: it ended with status 7",
                    "ticket.route proposedQueue(\"billing\", strength: Tickets.Strength.should): it fits",
                ])
        }
    }

    @Test(
        "A plugin is told of a ticket that came before the first round, also when it was never told anything")
    func firstTicket() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let marker = try FakePlugin.plugin(
                "marker", hooks: #"{"event": {"types": ["ticket.created"]}}"#,
                grants: #""ticket.tags.write""#,
                #"return {"actions": [{"do": "tag", "ticket": e["ticket"]["id"], "tag": "told"} for e in p["events"]]}"#
            )
            let before = try await ask(store, "ada")
            var id: TicketID?
            try await withWork(
                [marker], in: folder, on: store, first: { id = try await ask(store, "bob") }
            ) { _ async throws in
                let new = try #require(id)
                #expect(
                    try await eventually { try await store.thread(new)?.ticket.state.tags == ["told"] })
            }
            #expect(try await store.thread(before)?.ticket.state.tags == [])
        }
    }

    @Test("A ticket that an agent has touched meanwhile is not moved by a plugin that comes back")
    func agentWasFaster() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let id = try await ask(store, "ada")
            let flag = folder.appending(path: "flag")
            try await withWork([try plugin(startingWith: flag)], in: folder, on: store) { _ async throws in
                #expect(try await eventually { try await store.thread(id)?.decisions.isEmpty == false })
                _ = try await store.edit(id, now: DeskFixture.noon) { $0.reply("Hello.", by: "Grace") }
                try Data().write(to: flag)
                #expect(
                    try await eventually { try await store.undecided(after: TicketID(0), limit: 9).isEmpty })
            }
            #expect(try await store.thread(id)?.ticket.queue == "triage")
        }
    }

    @Test("When the customer says more, what it is about is asked again, and where it belongs is not")
    func furtherMessage() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let id = try await ask(store, "ada")
            let script = """
                read line
                echo '{"jsonrpc":"2.0","id":"1","result":{"protocol":1,"hooks":["ticket.enrich","ticket.route"]}}'
                n=1; while read -r line; do n=$((n+1)); case "$line" in
                *latest*) tag=more;; *) tag=first;; esac; case "$line" in
                *'"ticket.enrich"'*) echo "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":\\"$n\\",\\"result\\":{\\"tags\\":[\\"$tag\\"]}}";;
                *) echo "{\\"jsonrpc\\":\\"2.0\\",\\"id\\":\\"$n\\",\\"result\\":{\\"abstain\\":true,\\"reason\\":\\"x\\"}}";;
                esac; done
                """
            let manifest: [String: Any] = [
                "id": "tagger", "version": "1", "protocol": 1, "title": "",
                "command": ["/bin/sh", "-c", script],
                "hooks": ["ticket.enrich": ["timeout_ms": 5_000], "ticket.route": ["timeout_ms": 5_000]],
                "grants": ["ticket.body", "ticket.tags.write"],
            ]
            let json = try JSONSerialization.data(withJSONObject: manifest)
            let plugin = InstalledPlugin(
                manifest: try PluginManifest(json: json), config: .null, programPath: "")
            let clock = StepClock(step: 1)
            try await withWork([plugin], in: folder, on: store, now: { clock.now() }) { bell async throws in
                #expect(
                    try await eventually { try await store.undecided(after: TicketID(0), limit: 9).isEmpty })
                _ = try await store.edit(id, now: clock.now()) { $0.add("It is still dark.") }
                bell.somethingChanged()
                #expect(
                    try await eventually { try await store.undecided(after: TicketID(0), limit: 9).isEmpty })
            }
            let thread = try await store.thread(id)
            #expect(thread?.ticket.state.tags == ["first", "more"])
            #expect(thread?.decisions.map(\.hook) == ["ticket.enrich", "ticket.route", "ticket.enrich"])
        }
    }

    @Test("A ticket of which a plugin dies is given up in the end")
    func deadlyTicket() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let id = try await ask(store, "ada")
            // Its deadline is shorter than its silence.
            let silent = try plugin(startingWith: folder, answer: "true", timeoutMilliseconds: 100)
            try await withWork([silent], in: folder, on: store) { _ async throws in
                #expect(
                    try await eventually { try await store.undecided(after: TicketID(0), limit: 9).isEmpty })
            }
            let told = sentences(try await store.thread(id))
            expectNoDifference(
                told,
                [
                    "ticket.route unavailable: it gave no answer within 100 ms",
                    "ticket.route failed: it gave no answer 5 times, and is not asked again",
                ])
        }
    }

    @Test("An error on one ticket stops no other, and the ticket is done by itself later")
    func oneTicketFails() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let first = try await ask(store, "ada")
            let second = try await ask(store, "eve")
            let isBroken = Mutex(true)
            let flaky = FlakyStore(store: store) { id in id == first && isBroken.withLock { $0 } }
            try await withWork([try plugin(startingWith: folder)], in: folder, on: flaky) { _ async throws in
                #expect(try await eventually { try await store.thread(second)?.ticket.queue == "billing" })
                #expect(try await store.thread(first)?.ticket.queue == "triage")
                isBroken.withLock { $0 = false }
                #expect(try await eventually { try await store.thread(first)?.ticket.queue == "billing" })
            }
        }
    }

    @Test("A mail that cannot be written stops no other, and is written by itself later")
    func oneMailFails() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let id = try await ask(store, "ada")
            let outbox = folder.appending(path: "outbox")
            let blocked = outbox.appending(path: "T-1-1.eml")
            try FileManager.default.createDirectory(
                at: blocked.appending(path: "in the way"), withIntermediateDirectories: true)
            // The first mail says that the question came in.
            _ = try await store.edit(id, now: DeskFixture.noon) { $0.mail(subject: "Re: Lamp", text: "On.") }
            try await withWork([], in: folder, on: store) { _ async throws in
                #expect(
                    try await eventually {
                        try await store.unsentMails(after: 0, limit: 9).map(\.id) == [1]
                    })
                try FileManager.default.removeItem(at: blocked)
                #expect(try await eventually { try await store.unsentMails(after: 0, limit: 9).isEmpty })
            }
            expectNoDifference(
                try FileManager.default.contentsOfDirectory(atPath: outbox.path).sorted(),
                ["T-1-1.eml", "T-1-2.eml"])
        }
    }

    @Test("Work that keeps failing is tried again ever later, and soon again once it has succeeded")
    func pauses() {
        var pauses = RetryPauses()
        let failing = (1...8).map { _ in pauses.pause(before: .retry, sawEverything: true) }
        expectNoDifference(failing, [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
        expectNoDifference(pauses.pause(before: .untilRung, sawEverything: false), nil)
        expectNoDifference(pauses.pause(before: .retry, sawEverything: true), .seconds(60))
        expectNoDifference(pauses.pause(before: .untilRung, sawEverything: true), nil)
        expectNoDifference(pauses.pause(before: .retry, sawEverything: true), .seconds(1))
        expectNoDifference(pauses.pause(before: .look, sawEverything: true), .seconds(60))
    }

    @Test("A desk on which nothing happens looks at nothing")
    func rest() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let looks = Mutex(0)
            let watched = FlakyStore(
                store: store, fails: { _ in false }, onLook: { looks.withLock { $0 += 1 } })
            let marker = folder.appending(path: "started")
            try Data().write(to: marker)
            let router = try plugin(startingWith: marker)
            try await withWork([router], in: folder, on: watched) { bell in
                let desk = DeskFixture.desk(on: store, onChange: { bell.somethingChanged() })
                let id = try await desk.submit(
                    AskForm(key: "", name: "Ada", address: "ada@example.org", subject: "Lamp", body: "Dark.")
                ).id
                #expect(try await eventually { try await store.thread(id)?.ticket.queue == "billing" })
                _ = try await desk.solve(id, by: "grace")
                // Whatever follows from it has time to come to an end.
                func isQuiet() async throws -> Bool {
                    let before = looks.withLock { $0 }
                    try await Task.sleep(for: .milliseconds(300))
                    return looks.withLock { $0 } == before
                }
                #expect(try await eventually(isQuiet))
            }
        }
    }

    @Test("A shadow that keeps state is asked about each of many tickets at once, and its state follows")
    func shadowState() async throws {
        let count = """
            d = p["state"]["doc"]
            if m == "event": return {"state_patch": {"events": d.get("events", 0) + len(p["events"])}}
            return {"abstain": True, "reason": "", "state_patch": {"asked": d.get("asked", 0) + 1}}
            """
        let live = try FakePlugin.plugin(
            hooks: #"{"ticket.enrich":{"timeout_ms":10000},"event":{"types":["ticket.created"]}}"#, count)
        let shadow = InstalledPlugin(
            manifest: live.manifest, config: .null, programPath: "", isShadow: true)
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            try await withWork([live, shadow], in: folder, on: store) { bell in
                let listens = try await eventually {
                    let (one, other) = (
                        try await store.pluginRecord("p").cursor,
                        try await store.pluginRecord("p.shadow").cursor
                    )
                    return one != nil && other != nil
                }
                #expect(listens)
                for number in 1...14 { _ = try await ask(store, "a\(number)") }
                bell.somethingFollows()
                let wanted = #"{"asked":14,"events":14}"#
                var states: [String] = []
                _ = try await eventually {
                    states = [
                        try await store.pluginRecord("p").state,
                        try await store.pluginRecord("p.shadow").state,
                    ]
                    return states == [wanted, wanted]
                }
                expectNoDifference(states, [wanted, wanted])
            }
            let calls = try await store.pluginCalls(of: "p.shadow", outcome: nil, after: 0, limit: 99)
            expectNoDifference(calls.count { $0.call.method == "ticket.enrich" }, 14)
        }
    }
}
