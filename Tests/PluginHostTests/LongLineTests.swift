// No line to a plugin is longer than the protocol allows.

import CustomDump
import Foundation
import Logging
import PluginProtocol
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import PluginHost

@Suite("Lines of at most 1 MiB", .timeLimit(.minutes(5)))
struct LongLineTests {
    private static let noon = Date(timeIntervalSince1970: 1_800_000_000)
    private static let choices = Choices(queues: ["triage", "billing"])

    /// A plugin in Python that ends when a line is too long, and else answers with what was asked.
    private func plugin(hooks: String, needs: String = "") throws -> InstalledPlugin {
        let script = """
            import json, sys
            for line in sys.stdin.buffer:
                if len(line) > (1 << 20) + 1: sys.exit(9)
                r = json.loads(line)
                result = {"protocol": 1, "hooks": ["ticket.route", "event", "timer"]}
                if r["method"] == "ticket.route":
                    result = {"abstain": True, "reason": "%d" % r["params"]["data"]["ticket.thread"]["few"]}
                elif r["method"] in ("event", "timer", "shutdown"): result = {}
                print(json.dumps({"jsonrpc": "2.0", "id": r["id"], "result": result}), flush=True)
            """
        let json = """
            {"id":"p","version":"1","protocol":1,"title":"",
             "command":["python3","-c",\(JSONValue.string(script).text)],"needs":[\(needs)],
             "hooks":\(hooks),"grants":["ticket.body","ticket.fields","ticket.thread"]}
            """
        return InstalledPlugin(
            manifest: try PluginManifest(json: Data(json.utf8)), config: .null, programPath: "")
    }

    private func withHost(
        _ plugin: InstalledPlugin, _ body: (PluginHost) async throws -> Void
    ) async throws {
        let host = PluginHost(
            [plugin], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            HostSurroundings(now: { Self.noon }))
        let running = Task { await host.run() }
        do {
            try await body(host)
        } catch {
            running.cancel()
            throw error
        }
        running.cancel()
        await running.value
    }

    private func submission(_ key: Int, _ body: String) -> Submission {
        Submission(
            key: "k\(key)", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
            body: body, queue: "triage")
    }

    /// The events of new tickets with these texts.
    private func news(
        _ bodies: [String]
    ) async throws -> (events: [NumberedEvent], threads: [TicketID: TicketThread]) {
        let store = MemoryStore()
        var threads: [TicketID: TicketThread] = [:]
        for (number, body) in bodies.enumerated() {
            let id = try await store.submit(submission(number, body), now: Self.noon).id
            threads[id] = await store.thread(id)
        }
        return (await store.events(after: 0, limit: 500), threads)
    }

    @Test("A line of 1 MiB is written, one byte more is not, and the caller learns how long it would be")
    func longest() async throws {
        let written = Mutex<[Int]>([])
        let connection = PluginConnection { line in
            written.withLock { $0.append(line.count) }
            return false
        }
        let around = #"{"jsonrpc":"2.0","id":"1","method":"ticket.route","params":}"#.utf8.count
        let fits = String(repeating: "1", count: ProtocolLimits.lineBytes - around)
        await #expect(throws: CallFailure("it takes nothing in: too many questions wait for it")) {
            _ = try await connection.call(.route, fits, timeout: .seconds(9))
        }
        let reason = "what it would be told has 1024 KiB, and a line may have 1024 KiB: it was not asked"
        await #expect(throws: CallFailure(reason, .tooLong)) {
            _ = try await connection.call(.route, fits + "1", timeout: .seconds(9))
        }
        expectNoDifference(written.withLock { $0 }, [ProtocolLimits.lineBytes + 1])
    }

    @Test("As many events are told at once as a line holds, the first one always, small ones a hundred")
    func fitting() async throws {
        let plugin = try plugin(hooks: #"{"event":{"types":["ticket.created"]}}"#)
        let host = PluginHost([plugin], logger: Logger(label: "test"), HostSurroundings(now: { Self.noon }))
        var found: [String: Int] = [:]
        let texts = [
            "large": String(repeating: "x", count: 60_000), "small": "It is dark.",
            "quoted": String(repeating: "\"\\\n", count: 20_000),
            "foreign": String(repeating: "\u{2028}é🪔", count: 6_000),
        ]
        for (name, text) in texts {
            let (events, threads) = try await news(Array(repeating: text, count: 100))
            let (chosen, named) = host.fitting(events, to: "p", threads, Self.choices)
            let delivery = Delivery(to: "p", .events(chosen), threads: named)
            let line = try DeliveryText(delivery, plugin, Self.choices, PluginRecord(), at: Self.noon)
                .params()
            // Together with the largest state a line still holds it.
            #expect(line.utf8.count + ProtocolLimits.stateBytes + 200 <= ProtocolLimits.lineBytes, "\(name)")
            expectNoDifference(named.count, chosen.count)
            expectNoDifference(chosen, Array(events.prefix(chosen.count)))
            found[name] = chosen.count
        }
        expectNoDifference(found, ["large": 14, "small": 100, "quoted": 7, "foreign": 15])
        let (events, threads) = try await news(
            Array(repeating: String(repeating: "x", count: 2 << 20), count: 2))
        expectNoDifference(host.fitting(events, to: "p", threads, Self.choices).0.map(\.number), [1])
    }

    @Test("What tickets were answered with counts, too, whether they hold words alone or files")
    func fittingAnswers() async throws {
        let plugin = try plugin(hooks: #"{"event":{"types":["ticket.created"]}}"#)
        let host = PluginHost([plugin], logger: Logger(label: "test"), HostSurroundings(now: { Self.noon }))
        let (events, plain) = try await news(Array(repeating: "It is dark.", count: 40))
        let body = (1...20).map { "[a](/\($0)/\(String(repeating: "x", count: 900)))" }.joined()
        let suggestions = (1...50).map { _ in
            Decision(
                plugin: "s", hook: "ticket.reply", outcome: .suggestedReply(body), reason: "r", at: Self.noon)
        }
        var found: [Int] = []
        let digest = try #require(ContentDigest(String(repeating: "ab", count: 32)))
        let file = Attachment(
            name: FileName(cleaning: "a.txt"), mediaType: "text/plain", lengthBytes: 3, digest: digest)
        for files in [[], [file]] {
            let threads = plain.mapValues { thread in
                TicketThread(
                    ticket: thread.ticket,
                    messages: thread.messages.map { message in
                        Message(
                            author: message.author, body: message.body, at: message.at, attachments: files)
                    },
                    decisions: suggestions, events: thread.events)
            }
            let (chosen, named) = host.fitting(events, to: "p", threads, Self.choices)
            let line = try DeliveryText(
                Delivery(to: "p", .events(chosen), threads: named), plugin, Self.choices, PluginRecord(),
                at: Self.noon
            ).params()
            #expect(line.utf8.count + ProtocolLimits.stateBytes + 200 <= ProtocolLimits.lineBytes)
            found.append(chosen.count)
        }
        expectNoDifference(found, [14, 15])
    }

    @Test("An event that no line holds is put aside at once with the reason, and so is an appointment")
    func tooLongAlone() async throws {
        let (events, threads) = try await news([String(repeating: "x", count: 2 << 20)])
        let hooks = #"{"event":{"types":["ticket.created"]},"timer":{}}"#
        try await withHost(try plugin(hooks: hooks)) { host in
            let id = try #require(threads.keys.first)
            let appointment = PluginAppointment(plugin: "p", key: "k", due: Self.noon, ticket: id, data: "{}")
            for content in [Delivery.Content.events(events), .appointment(appointment)] {
                let delivery = Delivery(to: "p", content, threads: threads)
                guard case .failed(let work) = await host.deliver(delivery, DeskFacts(choices: Self.choices))
                else {
                    Issue.record("it was no failure")
                    continue
                }
                expectNoDifference(work.call.outcome, .dead)
                #expect(work.call.response.contains("a line may have 1024 KiB"), "\(work.call.response)")
                let isOver = work.cursor == events.last?.number || work.cancelled == ["k"]
                #expect(isOver)
            }
        }
    }

    @Test("A question with too much data fails once, and costs the plugin nothing")
    func decision() async throws {
        let plugin = try plugin(
            hooks: #"{"ticket.route":{"timeout_ms":10000}}"#, needs: #""ticket.thread:20""#)
        let (_, threads) = try await news(["It is dark."])
        let thread = try #require(threads.values.first)
        let all = JSONValue.string(String(repeating: "x", count: 2 << 20))
        let much = DeskFacts(choices: Self.choices, data: { _, _ in ["few": 1, "all": all] })
        let little = DeskFacts(choices: Self.choices, data: { _, _ in ["few": 7] })
        try await withHost(plugin) { host in
            // More failures in a row than a breaker takes.
            for _ in 1...7 {
                let verdict = try await host.decide(thread, much)
                expectNoDifference(
                    verdict.decisions.map { "\($0.outcome): \($0.reason)" },
                    [
                        "failed: what it would be told has 2048 KiB, and a line may have 1024 KiB: it was not asked"
                    ])
                #expect(verdict.isComplete && verdict.unanswered.isEmpty)
            }
            let verdict = try await host.decide(thread, little)
            expectNoDifference(verdict.decisions.map { "\($0.outcome): \($0.reason)" }, ["abstained: 7"])
        }
    }
}
