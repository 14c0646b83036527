// What asking a plugin costs beside the plugin itself; prints JSON.
//
//     PluginSpeed C-CHILD PYTHON-CHILD

import Foundation
import Glibc
import Logging
import PluginHost
import PluginProtocol
import TicketStore
import Tickets

@main
enum PluginSpeed {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            print("PluginSpeed C-CHILD PYTHON-CHILD")
            exit(64)
        }
        let inC = [arguments[1]]
        let inPython = ["/usr/bin/python3", arguments[2]]
        var result: [String: Double] = [:]
        func add(_ name: String, _ figures: [String: Double]) {
            for (key, value) in figures { result["\(name)_\(key)"] = value }
        }
        add("c", try await oneByOne([inC], count: 20_000))
        add("python", try await oneByOne([inPython], count: 10_000))
        add("pipelined", try await pipelined(inC, open: 64, count: 100_000))
        add("eight", try await oneByOne(Array(repeating: inPython, count: 8), count: 3_000))
        add("crash", try await crash(inC, count: 7))
        add("replay", try await replay(inC, count: 50_000))
        add("idle", try await idle(inC, count: 20, seconds: 20))
        let json = try JSONSerialization.data(withJSONObject: result, options: [.sortedKeys])
        print(String(decoding: json, as: UTF8.self))
    }

    // What is measured

    /// Decisions one after the other, as a desk makes them that is not busy: microseconds.
    private static func oneByOne(_ commands: [[String]], count: Int) async throws -> [String: Double] {
        try await withHost(commands) { host in
            var times: [Double] = []
            let used = processorSeconds()
            for number in 0..<count {
                let thread = thread(number)
                let start = ContinuousClock.now
                let verdict = try await host.decide(thread, desk)
                times.append((ContinuousClock.now - start) / .microseconds(1))
                guard verdict.isComplete else { throw Failure("a plugin was not asked") }
            }
            let processor = (processorSeconds() - used) * 1e6 / Double(count * commands.count)
            return percentiles(times).merging(["cpu_us": processor]) { $1 }
        }
    }

    /// Decisions with many open at a time: calls a second.
    private static func pipelined(
        _ command: [String], open: Int, count: Int
    ) async throws -> [String: Double] {
        try await withHost([command], concurrency: open) { host in
            let used = processorSeconds()
            let start = ContinuousClock.now
            try await withThrowingTaskGroup { group in
                for place in 0..<open {
                    group.addTask {
                        for number in stride(from: place, to: count, by: open) {
                            let verdict = try await host.decide(thread(number), desk)
                            guard verdict.isComplete else { throw Failure("a plugin was not asked") }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            return [
                "per_second": Double(count) / seconds,
                "cpu_us": (processorSeconds() - used) * 1e6 / Double(count),
            ]
        }
    }

    /// From a plugin's death to its next answer: milliseconds.
    private static func crash(_ command: [String], count: Int) async throws -> [String: Double] {
        var times: [Double] = []
        for _ in 0..<count {
            // A host of its own each time: one that ends again and again is waited for longer.
            times += try await withHost([command]) { host in
                _ = try await host.decide(thread(0, saying: "please crash"), desk)
                let start = ContinuousClock.now
                while try await !host.decide(thread(1), desk).isComplete {
                    try await Task.sleep(for: .milliseconds(1))
                }
                return [(ContinuousClock.now - start) / .milliseconds(1)]
            }
        }
        return percentiles(times)
    }

    /// Recorded calls fed again: calls a second.
    private static func replay(_ command: [String], count: Int) async throws -> [String: Double] {
        let call = try await recordedCall(command)
        let plugin = ReplayedPlugin(try plugin(0, command, concurrency: 64))
        return try await withThrowingTaskGroup { group in
            group.addTask { await plugin.run() }
            defer { group.cancelAll() }
            let used = processorSeconds()
            let start = ContinuousClock.now
            try await withThrowingTaskGroup { group in
                for _ in 0..<64 {
                    group.addTask {
                        for _ in 0..<count / 64 {
                            let reply = await plugin.ask("ticket.route", call)
                            guard reply.result != nil else { throw Failure(reply.error ?? "") }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            return [
                "per_second": Double(count) / seconds,
                "cpu_us": (processorSeconds() - used) * 1e6 / Double(count),
            ]
        }
    }

    private static func recordedCall(_ command: [String]) async throws -> String {
        try await withHost([command]) { host in
            let verdict = try await host.decide(thread(1), desk)
            guard let call = verdict.work.first?.call else { throw Failure("nothing was recorded") }
            return call.request
        }
    }

    /// What plugins that nobody asks cost the host: percent of a core.
    private static func idle(_ command: [String], count: Int, seconds: Int) async throws -> [String: Double] {
        try await withHost(Array(repeating: command, count: count)) { _ in
            try await Task.sleep(for: .seconds(2))
            let used = processorSeconds()
            try await Task.sleep(for: .seconds(seconds))
            return ["percent": (processorSeconds() - used) * 100 / Double(seconds)]
        }
    }

    // What it is measured with

    private static let desk = DeskFacts(choices: Choices(queues: ["triage", "billing", "sales"]))

    private static func plugin(_ number: Int, _ command: [String], concurrency: Int) throws -> InstalledPlugin
    {
        let manifest: [String: Any] = [
            "id": "p\(number)", "version": "1", "protocol": 1, "title": "", "command": command,
            "concurrency": concurrency, "hooks": ["ticket.route": ["timeout_ms": 10_000]],
            "grants": ["ticket.body", "ticket.queue.write"],
        ]
        let json = try JSONSerialization.data(withJSONObject: manifest)
        return InstalledPlugin(manifest: try PluginManifest(json: json), config: .null, programPath: "")
    }

    private static func withHost<Result: Sendable>(
        _ commands: [[String]], concurrency: Int = 1, _ body: (PluginHost) async throws -> Result
    ) async throws -> Result {
        let host = PluginHost(
            try commands.enumerated().map { try plugin($0, $1, concurrency: concurrency) },
            logger: Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }, now: { Date() })
        let running = Task { await host.run() }
        // The first is waited for until all have started.
        _ = try await host.decide(thread(0), desk)
        do {
            let result = try await body(host)
            running.cancel()
            await running.value
            return result
        } catch {
            running.cancel()
            await running.value
            throw error
        }
    }

    /// A ticket of 2 KiB.
    private static func thread(_ number: Int, saying words: String = "") -> TicketThread {
        let at = Date(timeIntervalSince1970: 1_800_000_000)
        let ticket = Ticket(
            id: TicketID(Int64(number + 1)), subject: "The lamp goes out",
            requester: Requester(name: "Ada", address: "ada@example.org"), status: .new, queue: "triage",
            rating: nil, createdAt: at, revision: 1, linkGeneration: 1)
        let text = String(
            repeating: "The lamp on the porch goes out when it rains, and comes back. ", count: 32)
        let message = Message(author: .requester, body: words + text, at: at)
        return TicketThread(ticket: ticket, messages: [message], decisions: [], events: [])
    }

    private static func percentiles(_ times: [Double]) -> [String: Double] {
        let sorted = times.sorted()
        let at = { (share: Double) in sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] }
        return ["p50": at(0.5), "p99": at(0.99)]
    }

    /// Seconds of processor that this program has used, without its children.
    private static func processorSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }
}
