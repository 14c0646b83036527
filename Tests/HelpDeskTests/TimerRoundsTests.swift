// Timers fire by themselves, also those that were due while nobody looked.

import CustomDump
import Foundation
import Logging
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Timers", .timeLimit(.minutes(5)))
struct TimerRoundsTests {
    /// A clock that a test turns.
    private final class Clock: Sendable {
        private let time = Mutex(DeskFixture.noon)
        var now: Date { time.withLock { $0 } }
        func turn(seconds: Double) { time.withLock { $0 += seconds } }
    }

    private func withRounds(
        _ levels: ServiceLevels, on store: any TicketStore, _ clock: Clock,
        _ body: (WorkSignal) async throws -> Void
    ) async throws {
        let signal = WorkSignal()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let rounds = TimerRounds(
            store: store, levels: levels, letters: DeskFixture.desk(on: store).letters, now: { clock.now },
            logger: logger)
        let running = Task { await rounds.run(signal) }
        defer { running.cancel() }
        try await body(signal)
    }

    private func ask(_ store: any TicketStore, at moment: Date) async throws -> TicketID {
        try await store.submit(
            Submission(
                key: "\(UUID())", requester: Requester(name: "Ada", address: "ada@example.org"),
                subject: "Lamp", body: "Dark.", queue: "triage"), now: moment
        ).id
    }

    private func eventually(_ question: () async throws -> Bool) async throws -> Bool {
        for _ in 1...500 {
            if try await question() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    @Test("A solved ticket is closed when its time is over, and not before")
    func closes() async throws {
        let store: any TicketStore = MemoryStore()
        let clock = Clock()
        let levels = try ServiceLevels(policies: [], closesAfterSeconds: 600)
        try await withRounds(levels, on: store, clock) { signal async throws in
            let id = try await ask(store, at: clock.now)
            let other = try await ask(store, at: clock.now)
            _ = try await store.edit(id, now: clock.now) { $0.solve(by: "grace") }
            clock.turn(seconds: 599)
            signal.ring(everything: true)
            try await Task.sleep(for: .milliseconds(50))
            #expect(try await store.thread(id)?.ticket.status == .solved)
            clock.turn(seconds: 1)
            signal.ring(everything: true)
            #expect(try await eventually { try await store.thread(id)?.ticket.status == .closed })
            #expect(try await store.thread(other)?.ticket.status == .new)
        }
    }

    @Test("What was due while nothing ran, or was promised later, happens at the start")
    func comesLate() async throws {
        let store: any TicketStore = MemoryStore()
        let clock = Clock()
        let snoozed = try await ask(store, at: clock.now)
        let late = try await ask(store, at: clock.now)
        _ = try await store.edit(snoozed, now: clock.now) {
            try $0.apply(.snooze(until: DeskFixture.noon + 60), by: .agent(name: "grace"))
        }
        clock.turn(seconds: 86_400)
        let promise = SLAPolicy(id: "all", targets: [SLATarget(.firstReply, withinSeconds: 60)])
        try await withRounds(try ServiceLevels(policies: [promise]), on: store, clock) { _ async throws in
            #expect(try await eventually { try await store.thread(snoozed)?.ticket.state.snooze == nil })
            #expect(
                try await eventually {
                    try await store.thread(late)?.ticket.state.marks.map(\.kind) == [.breached]
                })
            #expect(try await store.dueTimers(now: .distantFuture, limit: 9).isEmpty)
        }
    }

    @Test("The next timer wakes the rounds by itself")
    func wakesByItself() async throws {
        let store: any TicketStore = MemoryStore()
        let levels = try ServiceLevels(policies: [], closesAfterSeconds: 1)
        let signal = WorkSignal()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let rounds = TimerRounds(
            store: store, levels: levels, letters: DeskFixture.desk(on: store).letters, now: { Date() },
            logger: logger)
        let running = Task { await rounds.run(signal) }
        defer { running.cancel() }
        let id = try await ask(store, at: Date())
        store.promise(levels) { _, _ in }
        _ = try await store.edit(id, now: Date()) { $0.solve(by: "grace") }
        signal.ring(everything: true)
        #expect(try await eventually { try await store.thread(id)?.ticket.status == .closed })
    }
}
