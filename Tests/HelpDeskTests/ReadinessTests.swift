// Whether tickets can be taken in: found out by writing, and seldom.

import CustomDump
import Foundation
import SQLiteStore
import Testing
import TicketStore

@testable import HelpDesk

@Suite("Readiness")
struct ReadinessTests {
    /// Counts how often something was tried.
    private actor Tries {
        private(set) var count = 0
        func one() { count += 1 }
    }

    /// What somebody is told who asks so many seconds after noon.
    private static func ask(
        _ readiness: Readiness, _ tries: Tries, at seconds: Double, fails: Bool = false
    ) async -> String {
        do {
            try await readiness.check(now: DeskFixture.noon + seconds) {
                await tries.one()
                try await Task.sleep(for: .milliseconds(20))
                if fails { throw StoreError(.full, number: 13) }
            }
            return "ready"
        } catch let error as StoreError {
            return error.code.rawValue
        } catch {
            return "\(error)"
        }
    }

    @Test("Is what the last write said, for five seconds, also to many who ask at once")
    func holds() async throws {
        let readiness = Readiness()
        let tries = Tries()
        let first = await withTaskGroup(of: String.self) { group in
            for _ in 1...50 { group.addTask { await Self.ask(readiness, tries, at: 0) } }
            return await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        expectNoDifference(first, ["ready"])
        var count = await tries.count
        expectNoDifference(count, 1)
        var answers: [String] = []
        for (seconds, fails) in [(4.9, true), (5, true), (9.9, false), (10, false)] {
            answers.append(await Self.ask(readiness, tries, at: seconds, fails: fails))
        }
        // A clock that was set back holds no answer for ever.
        answers.append(await Self.ask(readiness, tries, at: -3_600, fails: true))
        expectNoDifference(answers, ["ready", "full", "full", "ready", "full"])
        count = await tries.count
        expectNoDifference(count, 4)
    }

    @Test("Who goes away while they wait takes nobody else's answer with them")
    func goingAway() async throws {
        let readiness = Readiness()
        let impatient = Task {
            try await readiness.check(now: DeskFixture.noon) { try await Task.sleep(for: .milliseconds(50)) }
        }
        try await Task.sleep(for: .milliseconds(10))
        impatient.cancel()
        try await readiness.check(now: DeskFixture.noon) { throw StoreError(.failed, number: 0) }
    }

    @Test("Of a desk is a write to its store")
    func writes() async throws {
        try await DeskFixture.withDesk { desk, store in
            try await desk.tryStore()
            let probe = try await store.fact(.probe)
            expectNoDifference(probe, "1800000000")
        }
    }
}
