// A desk that asks plugins where tickets belong and what to answer, round by round.

import Foundation
import PluginHost
import PluginProtocol
import SQLiteStore
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

/// The rounds of a desk whose clock goes on by a second with every look at it.
struct DecidingDesk {
    let store: SQLiteStore
    let folder: URL
    let rounds: TicketRounds
    let answers: AnswerRounds
    /// Tells a plugin what has happened.
    let deliver: @Sendable (_ plugin: String) async -> Void
    private let clock: StepClock
    /// From now on, nothing that plugins say can be kept until it is `false` again.
    let isBusy: Gate

    final class Gate: Sendable {
        private let isClosed = Mutex(false)
        func set(_ isClosed: Bool) { self.isClosed.withLock { $0 = isClosed } }
        var isShut: Bool { isClosed.withLock(\.self) }
    }

    /// Runs a desk with some plugins.
    ///
    /// - Parameter plugins: makes them; they may leave files in the folder.
    static func with(
        _ plugins: (_ folder: String) throws -> [InstalledPlugin],
        _ body: (DecidingDesk) async throws -> Void
    ) async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let (clock, gate) = (StepClock(step: 1), Gate())
            let now: @Sendable () -> Date = { clock.now() }
            try await FakePlugin.withHost(try plugins(folder.path), now: now) { host in
                let flaky = FlakyStore(store: store, fails: { _ in false }, refusesWork: { gate.isShut })
                let facts = DeskFacts(
                    choices: Choices(queues: ["triage", "billing", "legal"]), automaticThreshold: 0.9,
                    record: { try await store.pluginRecord($0) })
                let replies = AutomaticReplies(
                    threshold: 0.9, letters: DeskFixture.desk(on: store).letters)
                let decider = { (part: DecisionPart) in
                    TicketDecider(
                        part, store: flaky, host: host, facts: facts, replies: replies, now: now,
                        logger: FakePlugin.silence)
                }
                let answers = AnswerRounds(
                    decider: decider(.answering), host: host, signal: WorkSignal())
                let rounds = TicketRounds(
                    store: flaky, decider: decider(.routing), answers: answers, logger: FakePlugin.silence)
                let deliver: @Sendable (String) async -> Void = { plugin in
                    let rounds = DeliveryRounds(
                        to: plugin, store: flaky, host: host, facts: facts, replies: replies, now: now,
                        logger: FakePlugin.silence)
                    _ = await rounds.round()
                }
                try await body(
                    DecidingDesk(
                        store: store, folder: folder, rounds: rounds, answers: answers, deliver: deliver,
                        clock: clock, isBusy: gate))
            }
        }
    }

    /// A customer asks.
    func ask() async throws -> TicketID {
        let question = Submission(
            key: UUID().uuidString, requester: Requester(name: "Ada", address: "ada@example.org"),
            subject: "Lamp", body: "It is dark.", queue: "triage")
        return try await store.submit(question, now: DeskFixture.noon).id
    }

    /// A customer says more.
    func add(_ text: String, to id: TicketID) async throws {
        _ = try await store.edit(id, now: clock.now()) { try $0.say(text, by: .requester) }
    }

    /// All that waits is looked at, as it is after a second or when a plugin comes back.
    @discardableResult
    func look() async -> [WorkLoop.Rest] {
        [await rounds.round(everything: true), await answers.round(everything: true)]
    }

    /// Looks until a ticket is decided: a plugin that slept takes the next question once it is awake.
    func lookUntilDecided(_ id: TicketID) async throws {
        for _ in 1...40 {
            try await Task.sleep(for: .milliseconds(500))
            await look()
            guard try await store.undecided(after: TicketID(0), limit: 9).contains(id) else { return }
        }
    }

    /// Opens the gate that some plugin waits for, once it was asked and something was done meanwhile.
    func meanwhile(_ asked: Task<some Any, Never>, _ body: () async throws -> Void) async throws {
        let path = folder.appending(path: "asked").path
        while !FileManager.default.fileExists(atPath: path) { try await Task.sleep(for: .milliseconds(20)) }
        try await body()
        try Data().write(to: folder.appending(path: "gate"))
        _ = await asked.value
    }

    /// What lets a plugin wait: for ``meanwhile(_:_:)``.
    static func waiting(in folder: String) -> String {
        """
        open("\(folder)/asked", "w").close()
        while not os.path.exists("\(folder)/gate"): time.sleep(0.02)
        """
    }

    /// Queue, tags, whether it is decided, and what plugins said to the customer.
    func state(of id: TicketID) async throws -> [String] {
        let thread = try #require(try await store.thread(id))
        let isOpen = try await store.undecided(after: TicketID(0), limit: 9).contains(id)
        let sent = thread.messages.filter { if case .plugin = $0.author { true } else { false } }
        return [thread.ticket.queue] + thread.ticket.state.tags + [isOpen ? "undecided" : "decided"]
            + sent.map(\.body)
    }

    /// What was suggested.
    func suggestions(on id: TicketID) async throws -> [String] {
        try #require(try await store.thread(id)).decisions.compactMap { decision in
            if case .suggestedReply(let body) = decision.outcome { body } else { nil }
        }
    }
}
