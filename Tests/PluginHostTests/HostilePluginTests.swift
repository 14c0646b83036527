// Plugins that do everything wrong: each costs its own answer, and the host says what it did.

import CustomDump
import Foundation
import Glibc
import Logging
import PluginProtocol
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import PluginHost

@Suite("Hostile plugins", .timeLimit(.minutes(5)))
struct HostilePluginTests {
    private static let noon = Date(timeIntervalSince1970: 1_800_000_000)
    private static let hello = #"{"jsonrpc":"2.0","id":"1","result":{"protocol":1,"hooks":["ticket.route"]}}"#
    private static let abstain = #"{"jsonrpc":"2.0","id":"2","result":{"abstain":true,"reason":"well"}}"#

    private func plugin(_ script: String, timeoutMilliseconds: Int = 5_000) throws -> InstalledPlugin {
        let manifest: [String: Any] = [
            "id": "p", "version": "1", "protocol": 1, "title": "", "command": ["/bin/sh", "-c", script],
            "hooks": ["ticket.route": ["timeout_ms": timeoutMilliseconds]], "grants": ["ticket.queue.write"],
        ]
        let json = try JSONSerialization.data(withJSONObject: manifest)
        return InstalledPlugin(manifest: try PluginManifest(json: json), config: .null, programPath: "")
    }

    private func thread(_ body: String) -> TicketThread {
        let ticket = Ticket(
            id: TicketID(7), subject: "Lamp", requester: Requester(name: "Ada", address: "ada@example.org"),
            status: .new, queue: "triage", rating: nil, createdAt: Self.noon, revision: 1, linkGeneration: 1)
        return TicketThread(
            ticket: ticket, messages: [Message(author: .requester, body: body, at: Self.noon)], decisions: [],
            events: [])
    }

    /// What a plugin said of one ticket, and what the host's log says.
    private func story(
        _ script: String, timeoutMilliseconds: Int = 5_000, _ patience: PluginPatience = short
    ) async throws -> (decision: String, log: [String]) {
        let written = Mutex<[String]>([])
        let logger = Logger(label: "test") { _ in
            LineLog { line in written.withLock { $0.append(line) } }
        }
        let host = PluginHost(
            [try plugin(script, timeoutMilliseconds: timeoutMilliseconds)], logger: logger,
            HostSurroundings(patience: patience, now: { Self.noon }))
        let thread = thread("It is dark.")
        let decision = await withTaskGroup(of: String?.self) { group in
            group.addTask {
                await host.run()
                return nil
            }
            group.addTask {
                let facts = DeskFacts(
                    choices: Choices(queues: ["triage", "billing"], priorities: ["high"]))
                let decisions = (try? await host.decide(thread, facts))?.decisions ?? []
                return decisions.map { "\($0.outcome): \($0.reason)" }.joined(separator: "; ")
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        return (decision ?? "", written.withLock { $0 })
    }

    private static let short = PluginPatience(
        answer: .seconds(3), exit: .milliseconds(300), terminate: .milliseconds(300),
        hang: .milliseconds(400),
        look: .milliseconds(50), memoryBytes: 64 << 20)

    @Test("It is silent")
    func silent() async throws {
        let (decision, _) = try await story(
            "read l; echo '\(Self.hello)'; exec sleep 60", timeoutMilliseconds: 200)
        expectNoDifference(decision, "unavailable: it gave no answer within 200 ms")
    }

    @Test("It drips: its answer comes a byte at a time, and is taken")
    func drip() async throws {
        let (decision, _) = try await story(
            "read l; echo '\(Self.hello)'; read l; for c in $(printf '%s' '\(Self.abstain)' | fold -w1); do "
                + "printf '%s' \"$c\"; done; echo; sleep 5")
        #expect(decision == "abstained: well", "\(decision)")
    }

    @Test("It writes garbage around its answer: that is told of, and the answer counts")
    func garbage() async throws {
        let (decision, log) = try await story(
            "read l; echo hello; echo '\(Self.hello)'; read l; echo '[1]'; printf '\\377\\376\\n'; "
                + "echo '\(Self.abstain)'; sleep 5")
        expectNoDifference(decision, "abstained: well")
        expectNoDifference(log.count { $0.contains("no answer to its standard output") }, 3)
    }

    @Test("It sends a line of 10 MiB")
    func longLine() async throws {
        let (decision, _) = try await story(
            "read l; echo '\(Self.hello)'; read l; head -c 10485760 /dev/zero | tr '\\0' x; sleep 5")
        expectNoDifference(decision, "unavailable: it sent a line of more than 1 MiB")
    }

    @Test("It dies in the middle of a line")
    func halfALine() async throws {
        let (decision, _) = try await story(
            "read l; echo '\(Self.hello)'; read l; printf '{\"jsonrpc\":\"2.0\",\"id\":\"2\"'; exit 3")
        expectNoDifference(decision, "unavailable: it is not running: it ended with status 3")
    }

    @Test("It answers twice, and for a call that there was not")
    func twice() async throws {
        let (decision, log) = try await story(
            "read l; echo '\(Self.hello)'; read l; echo '{\"jsonrpc\":\"2.0\",\"id\":\"77\",\"result\":{}}'; "
                + "echo '\(Self.abstain)'; echo '\(Self.abstain)'; sleep 5")
        expectNoDifference(decision, "abstained: well")
        #expect(log.contains { $0.contains("no answer to its standard output") })
    }

    @Test("It lies about its version")
    func version() async throws {
        let (decision, _) = try await story(
            #"read l; echo '{"jsonrpc":"2.0","id":"1","result":{"protocol":7,"hooks":["ticket.route"]}}'; sleep 5"#
        )
        expectNoDifference(
            decision, "unavailable: it is parked: it did not start: it speaks protocol 7, not 1")
    }

    @Test("It floods its log: the flood is drained, and the answer counts")
    func flood() async throws {
        let (decision, log) = try await story(
            "read l; echo '\(Self.hello)'; read l; head -c 4000000 /dev/zero | tr '\\0' x >&2; "
                + "echo '\(Self.abstain)'; sleep 5")
        expectNoDifference(decision, "abstained: well")
        #expect(log.map(\.utf8.count).reduce(0, +) < 100_000)
    }

    @Test("It ignores SIGTERM and leaves a grandchild that holds its output")
    func grandchild() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "grandchild-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let (decision, _) = try await story(
            "trap '' TERM; (trap '' TERM; sleep 60) & echo $! > \(file); read l; echo '\(Self.hello)'; read l; "
                + "echo '\(Self.abstain)'; while :; do sleep 1; done")
        expectNoDifference(decision, "abstained: well")
        let text = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").first
        let number = try #require(text.flatMap { Int32($0) })
        var state: String?
        // A signal that was sent takes a moment on a machine that is busy.
        for _ in 1...100 {
            state = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
            if state == nil || state?.contains(") Z") == true { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("it still runs: \(state ?? "")")
    }

    @Test("It takes more memory than it may")
    func memory() async throws {
        let script =
            "read l; echo '\(Self.hello)'; read l; exec python3 -c 'x = bytearray(200 << 20)\nimport time\ntime.sleep(60)'"
        let (decision, _) = try await story(script)
        #expect(decision.contains("MiB of memory, more than 64 MiB"), "\(decision)")
    }

    @Test("It reads nothing: a line that does not fit into its input is a hang")
    func hang() async throws {
        let host = PluginHost(
            [try plugin("read l; echo '\(Self.hello)'; exec sleep 60")],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            HostSurroundings(patience: Self.short, now: { Self.noon }))
        let running = Task { await host.run() }
        defer { running.cancel() }
        let supervisor = try #require(host.supervisors.first)
        let large = #"{"x":""# + String(repeating: "x", count: 500_000) + #""}"#
        do {
            _ = try await supervisor.call(.route, large)
            Issue.record("it answered")
        } catch let failure as CallFailure {
            expectNoDifference(failure.description, "it hangs: it has read nothing for 0.4 seconds")
        }
    }

    @Test(
        "It floods its state, asks for data for ever, or answers what is no answer",
        arguments: [
            (
                #"{"abstain":true,"reason":"x","state_patch":{"a":"$big"}}"#,
                "failed: its state would have more than 64 KiB"
            ),
            (#"{"need":["queue.load"]}"#, "failed: it asked for more data three times"),
            (
                #"{"need":["everything"]}"#,
                "failed: its answer to ticket.route is not what the protocol asks for"
            ),
            (
                #"{"proposals":[{"field":"queue","value":"nowhere","reason":"x"}]}"#,
                "failed: it proposed queue “nowhere”, which does not exist"
            ),
            (
                #"{"proposals":[{"field":"priority","value":"high","reason":"x"}]}"#,
                "failed: it was not allowed to change how urgent tickets are"
            ),
        ])
    func answers(_ result: String, _ wanted: String) async throws {
        let (decision, _) = try await story(
            "big=$(head -c 70000 /dev/zero | tr '\\0' x); read l; echo '\(Self.hello)'; n=1; while read -r l; do n=$((n+1)); "
                + "printf '%s\\n' \"{\\\"jsonrpc\\\":\\\"2.0\\\",\\\"id\\\":\\\"$n\\\",\\\"result\\\":"
                + result.replacing("\"", with: "\\\"") + "}\"; done")
        expectNoDifference(decision, wanted)
    }
}

/// A log handler that hands each line on.
private struct LineLog: LogHandler {
    let take: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    init(_ take: @escaping @Sendable (String) -> Void) { self.take = take }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) { take("\(event.message)") }
}
