// Plugins that are more than one process, or none.

import CustomDump
import Foundation
import Glibc
import Logging
import PluginProtocol
import Testing
import TicketStore
import Tickets

@testable import PluginHost

@Suite("Hostile plugins and their children", .timeLimit(.minutes(5)))
struct HostileGroupTests {
    private static let noon = Date(timeIntervalSince1970: 1_800_000_000)
    private static let hello = #"{"jsonrpc":"2.0","id":"1","result":{"protocol":1,"hooks":["ticket.route"]}}"#

    private func installed(_ command: [String]) throws -> InstalledPlugin {
        let manifest: [String: Any] = [
            "id": "p", "version": "1", "protocol": 1, "title": "", "command": command,
            "hooks": ["ticket.route": ["timeout_ms": 8_000]], "grants": ["ticket.queue.write"],
        ]
        let json = try JSONSerialization.data(withJSONObject: manifest)
        return InstalledPlugin(manifest: try PluginManifest(json: json), config: .null, programPath: "")
    }

    private static let patience = PluginPatience(
        answer: .seconds(5), exit: .milliseconds(300), terminate: .milliseconds(300),
        hang: .milliseconds(400), look: .milliseconds(50), processes: 20, memoryBytes: 96 << 20)

    /// What stands on a ticket after a plugin was asked about it.
    private func decision(_ plugin: InstalledPlugin) async throws -> String {
        let host = PluginHost(
            [plugin], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            HostSurroundings(patience: Self.patience, now: { Self.noon }))
        let ticket = Ticket(
            id: TicketID(7), subject: "Lamp", requester: Requester(name: "Ada", address: "ada@example.org"),
            status: .new, queue: "triage", rating: nil, createdAt: Self.noon, revision: 1, linkGeneration: 1)
        let thread = TicketThread(
            ticket: ticket, messages: [Message(author: .requester, body: "Dark.", at: Self.noon)],
            decisions: [], events: [])
        let running = Task { await host.run() }
        let facts = DeskFacts(choices: Choices(queues: ["triage"], agents: ["grace"]))
        let decisions = (try? await host.decide(thread, facts))?.decisions ?? []
        running.cancel()
        await running.value
        return decisions.map { "\($0.outcome): \($0.reason)" }.joined(separator: "; ")
    }

    private func python(_ body: String) throws -> InstalledPlugin {
        let script =
            "import os, sys, time\nsys.stdin.readline()\nprint('\(Self.hello)', flush=True)\nsys.stdin.readline()\n"
            + body
        return try installed(["python3", "-c", script])
    }

    @Test("A grandchild that eats memory counts as the plugin")
    func grandchildrensMemory() async throws {
        let said = try await decision(
            try python(
                "if os.fork() == 0:\n    if os.fork() == 0:\n        x = bytearray(200 << 20)\n        time.sleep(60)\n    time.sleep(60)\ntime.sleep(60)"
            ))
        #expect(
            said.contains("MiB of memory, more than 96 MiB: see what it keeps, or split its work"), "\(said)")
    }

    @Test("One that forks and forks is ended with all of them")
    func forks() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "forks-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let said = try await decision(
            try python(
                "for n in range(40):\n    if os.fork() == 0:\n        open('\(file)', 'a').write(f'{os.getpid()}\\n')\n        time.sleep(60)\n        os._exit(0)\ntime.sleep(60)"
            ))
        #expect(said.contains("processes, more than 20: see what it starts and does not end"), "\(said)")
        let numbers = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").compactMap {
            Int32($0)
        }
        #expect(numbers.count > 15)
        // Whoever is ended is a zombie until its new parent has looked, and a signal takes a moment.
        func alive() -> [Int32] {
            numbers.filter { number in
                let state = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
                return state != nil && state?.contains(") Z") == false
            }
        }
        for _ in 1...100 where !alive().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        expectNoDifference(alive(), [])
    }

    @Test("One that is built for another machine, is not there, or may not be run says so and is parked")
    func cannotStart() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "programs-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let foreign = folder.appending(path: "foreign").path
        // The head of an ELF file for a machine of 1978 (e_machine 0x33).
        let head: [UInt8] = [
            0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0x33, 0, 1, 0, 0, 0,
        ]
        _ = FileManager.default.createFile(
            atPath: foreign, contents: Data(head + Array(repeating: 0, count: 200)),
            attributes: [.posixPermissions: 0o755])
        let built = try await decision(try installed([foreign]))
        #expect(built.contains("is built for another machine, or is no program"), "\(built)")
        #expect(built.hasPrefix("unavailable: it is parked"), "\(built)")
        let orphan = folder.appending(path: "orphan").path
        _ = FileManager.default.createFile(
            atPath: orphan, contents: Data("#!/usr/bin/no-such-program\n".utf8),
            attributes: [.posixPermissions: 0o755])
        let missing = try await decision(try installed([orphan]))
        #expect(missing.contains("install it, or what its first line names"), "\(missing)")
        let plain = folder.appending(path: "plain").path
        _ = FileManager.default.createFile(
            atPath: plain, contents: Data("#!/bin/sh\n".utf8), attributes: [.posixPermissions: 0o644])
        let forbidden = try await decision(try installed([plain]))
        #expect(forbidden.contains("give it the permission (chmod +x)"), "\(forbidden)")
    }

    @Test("One that writes 1 GB, sleeps, or exits at start costs its own answer, and says what happened")
    func others() async throws {
        let gigabyte = try await decision(
            try python("for n in range(1024): sys.stdout.write('x' * (1 << 20))"))
        #expect(gigabyte.contains("it sent a line of more than 1 MiB"), "\(gigabyte)")
        let early = try await decision(try installed(["/bin/sh", "-c", "exit 9"]))
        #expect(early.contains("it ended with status 9"), "\(early)")
    }

    @Test("An agent that has left is not on the list, and cannot be named")
    func leftAgent() async throws {
        let manifest: [String: Any] = [
            "id": "p", "version": "1", "protocol": 1, "title": "",
            "command": [
                "/bin/sh", "-c",
                "read l; echo '\(Self.hello)'; read l; echo '{\"jsonrpc\":\"2.0\",\"id\":\"2\",\"result\":{\"proposals\":[{\"field\":\"assignee\",\"value\":\"alan\",\"reason\":\"as last time\"}]}}'; sleep 5",
            ],
            "hooks": ["ticket.route": [:] as [String: Any]], "grants": ["ticket.assignee.write"],
        ]
        let json = try JSONSerialization.data(withJSONObject: manifest)
        let said = try await decision(
            InstalledPlugin(manifest: try PluginManifest(json: json), config: .null, programPath: ""))
        expectNoDifference(said, "failed: it proposed assignee “alan”, which does not exist")
    }
}
