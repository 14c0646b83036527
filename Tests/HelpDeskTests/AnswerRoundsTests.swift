// Answers have a clock of their own.

import CustomDump
import Foundation
import PluginHost
import PluginProtocol
import SQLiteStore
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Answers on their own clock", .timeLimit(.minutes(1)))
struct AnswerRoundsTests {
    /// A plugin that routes at once, and answers with the customer's last words once a file is there.
    private func plugin(waitingFor gate: String) throws -> InstalledPlugin {
        try FakePlugin.plugin(
            hooks: #"{"ticket.route": {"timeout_ms": 9000}, "ticket.reply": {"timeout_ms": 9000}}"#,
            grants: #""ticket.body", "ticket.queue.write", "reply.suggest""#,
            """
            if m == "ticket.route":
                return {"proposals": [{"field": "queue", "value": "billing", "strength": "should", "confidence": 1, "reason": "money"}]}
            while not os.path.exists("\(gate)"): time.sleep(0.02)
            said = p["ticket"].get("latest") or p["ticket"]["body"]
            return {"replies": [{"send": "suggest", "body_markdown": said, "confidence": 0.5, "reason": "so it is"}]}
            """)
    }

    @Test(
        "A ticket is where it belongs before its answer is thought of, and what is said meanwhile is answered, too"
    )
    func clock() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let gate = folder.appending(path: "gate").path
            let question = Submission(
                key: "1", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
                body: "It is dark.", queue: "triage")
            let id = try await store.submit(question, now: DeskFixture.noon).id
            let clock = StepClock(step: 1)
            let now: @Sendable () -> Date = { clock.now() }
            try await FakePlugin.withHost([try plugin(waitingFor: gate)], now: now) { host in
                let facts = DeskFacts(
                    choices: Choices(queues: ["triage", "billing"]),
                    record: { try await store.pluginRecord($0) })
                let decider = { (part: DecisionPart) in
                    TicketDecider(
                        part, store: store, host: host, facts: facts, now: now, logger: FakePlugin.silence)
                }
                let answers = AnswerRounds(
                    decider: decider(.answering), host: host, signal: WorkSignal())
                let rounds = TicketRounds(
                    store: store, decider: decider(.routing), answers: answers, logger: FakePlugin.silence)
                _ = await rounds.round(everything: true)
                let before = try await state(of: id, in: store)
                expectNoDifference(before, ["billing", "undecided"])

                let answering = Task { await answers.round(everything: false) }
                // The plugin is asked, and thinks.
                try await Task.sleep(for: .milliseconds(300))
                _ = try await store.edit(id, now: now()) { $0.add("And it is cold.") }
                _ = await rounds.round(everything: false)
                try Data().write(to: URL(filePath: gate))
                _ = await answering.value
            }
            let after = try await state(of: id, in: store)
            expectNoDifference(after, ["billing", "decided", "It is dark.", "And it is cold."])
        }
    }

    /// Queue, whether it is decided, and what was suggested.
    private func state(of id: TicketID, in store: SQLiteStore) async throws -> [String] {
        let thread = try #require(try await store.thread(id))
        let isOpen = try await store.undecided(after: TicketID(0), limit: 9).contains(id)
        let suggested = thread.decisions.compactMap { decision in
            if case .suggestedReply(let body) = decision.outcome { body } else { nil as String? }
        }
        return [thread.ticket.queue, isOpen ? "undecided" : "decided"] + suggested
    }
}
