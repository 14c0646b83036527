// Plugins that change while a host runs.

import CustomDump
import Foundation
import Logging
import PluginProtocol
import Synchronization
import Testing

@testable import PluginHost

@Suite("Plugins that change while a host runs", .timeLimit(.minutes(5)))
struct ReplacedPluginTests {
    private static let noon = Date(timeIntervalSince1970: 1_800_000_000)

    private let log = FileManager.default.temporaryDirectory.appending(path: "replaced-\(UUID())").path

    /// A plugin that writes down when it starts and is asked to end, and takes a moment to do so.
    private func plugin() throws -> InstalledPlugin {
        let hello = #"{"jsonrpc":"2.0","id":"1","result":{"protocol":1,"hooks":["ticket.route"]}}"#
        let script = """
            read line; echo '\(hello)'; echo begins >> \(log); read line; echo leaves >> \(log)
            sleep 0.7; echo 'has gone' >> \(log)
            """
        let manifest: [String: Any] = [
            "id": "p", "version": "1", "protocol": 1, "title": "", "command": ["/bin/sh", "-c", script],
            "hooks": ["ticket.route": [:]],
        ]
        let json = try JSONSerialization.data(withJSONObject: manifest)
        return InstalledPlugin(manifest: try PluginManifest(json: json), config: .null, programPath: "")
    }

    private func host(
        _ plugins: [InstalledPlugin], remembered: Supervision.Memory? = nil,
        keep: @escaping @Sendable (String, String) async -> Void = { _, _ in },
        onReady: @escaping @Sendable () -> Void = {}
    ) throws -> PluginHost {
        let memory = try remembered.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        let patience = PluginPatience(answer: .milliseconds(100), exit: .seconds(5), terminate: .seconds(1))
        return PluginHost(
            plugins, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            HostSurroundings(
                patience: patience, now: { Self.noon }, onReady: onReady,
                remembered: { _ in memory ?? "" }, keep: keep))
    }

    private var said: [String] {
        ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }

    private func until(_ lines: [String]) async throws {
        for _ in 1...500 where said != lines { try await Task.sleep(for: .milliseconds(10)) }
        expectNoDifference(said, lines)
    }

    @Test("One that is taken away and comes back begins when the one before has gone")
    func back() async throws {
        defer { try? FileManager.default.removeItem(atPath: log) }
        let host = try host([try plugin()])
        let running = Task { await host.run() }
        try await until(["begins"])
        host.replace([], changed: [])
        try await until(["begins", "leaves"])
        host.replace([try plugin()], changed: [])
        try await until(["begins", "leaves", "has gone", "begins"])
        running.cancel()
        await running.value
    }

    @Test("A host that ends waits for one that was taken away just before")
    func end() async throws {
        defer { try? FileManager.default.removeItem(atPath: log) }
        let host = try host([try plugin()])
        let running = Task { await host.run() }
        try await until(["begins"])
        host.replace([], changed: [])
        try await until(["begins", "leaves"])
        running.cancel()
        await running.value
        expectNoDifference(said, ["begins", "leaves", "has gone"])
    }

    @Test("What waits for an answer is told that others run, also when one is only taken away")
    func ring() async throws {
        let rings = Mutex(0)
        let host = try host([try plugin()], onReady: { rings.withLock { $0 += 1 } })
        host.replace([], changed: [])
        expectNoDifference(rings.withLock { $0 }, 1)
    }

    @Test("One that was parked is named as down, and starts at once when it is another one")
    func parked() async throws {
        defer { try? FileManager.default.removeItem(atPath: log) }
        let kept = Mutex("")
        let ends = (1...5).map { Self.noon.timeIntervalSince1970 - Double($0) }
        let host = try host(
            [try plugin()], remembered: Supervision.Memory(ends: ends, restarts: 4),
            keep: { _, memory in kept.withLock { $0 = memory } })
        let running = Task { await host.run() }
        var down: Set<String> = []
        for _ in 1...500 where down.isEmpty {
            try await Task.sleep(for: .milliseconds(10))
            down = await host.namesOfThoseDown()
        }
        expectNoDifference(down, ["p"])
        expectNoDifference(said, [])
        host.replace([try plugin()], changed: ["p"])
        try await until(["begins"])
        let memory = try JSONDecoder().decode(
            Supervision.Memory.self, from: Data(kept.withLock { $0 }.utf8))
        expectNoDifference(memory, Supervision.Memory())
        running.cancel()
        await running.value
    }

    @Test("One that somebody has paused is not down, and stays so when it is another one")
    func paused() async throws {
        defer { try? FileManager.default.removeItem(atPath: log) }
        let host = try host([try plugin()], remembered: Supervision.Memory(restarts: 2, pausedBy: "grace"))
        let running = Task { await host.run() }
        func standing() async throws -> PluginVitals.Standing? {
            for _ in 1...500 {
                guard await host.vitals(of: "p")?.standing == .starting else { break }
                try await Task.sleep(for: .milliseconds(10))
            }
            return await host.vitals(of: "p")?.standing
        }
        let before = try await standing()
        let down = await host.namesOfThoseDown()
        host.replace([try plugin()], changed: ["p"])
        let after = try await standing()
        expectNoDifference(down, [])
        expectNoDifference([before, after], [.isPaused(by: "grace"), .isPaused(by: "grace")])
        expectNoDifference(said, [])
        running.cancel()
        await running.value
    }
}
