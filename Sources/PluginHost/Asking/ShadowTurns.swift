// The questions to shadows: nobody waits for them, and each goes on from the state that the last one left.

internal import Logging
internal import PluginProtocol
internal import Synchronization
internal import TicketStore
internal import Tickets

/// Asks shadows one question after the other, as many at a time as their manifests allow. The turn ends when
/// the answer is kept: the next question is asked with the state that it left.
final class ShadowTurns: Sendable {
    /// So many questions wait for one shadow; what comes then is not asked.
    static let mostWaiting = 1_000
    /// How often it is asked when something else changed its state meanwhile: nobody waits for it, and the
    /// deliveries of a busy minute change it often.
    private static let mostConflicts = 10

    private let turns = StateChain()
    private let waiting = Mutex<[String: Int]>([:])
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    func ask(
        _ shadow: PluginSupervisor, _ question: PluginQuestion, _ text: QuestionText,
        _ pending: PendingDecision?, _ answers: AsyncStream<LateAnswer>.Continuation
    ) {
        let id = shadow.plugin.id
        let count = waiting.withLock { waiting in
            waiting[id, default: 0] += 1
            return waiting[id, default: 0]
        }
        guard count <= Self.mostWaiting else {
            waiting.withLock { $0[id, default: 0] -= 1 }
            logger.warning(
                "a shadow was not asked about \(question.thread.ticket.id): \(Self.mostWaiting) questions wait for it",
                metadata: ["plugin": "\(id)"])
            return
        }
        Task {
            await turns.begin(id, most: shadow.plugin.manifest.concurrency)
            await ask(question, text, pending, answers)
            turns.end(id)
            waiting.withLock { $0[id, default: 0] -= 1 }
        }
    }

    private func ask(
        _ question: PluginQuestion, _ text: QuestionText, _ pending: PendingDecision?,
        _ answers: AsyncStream<LateAnswer>.Continuation
    ) async {
        for attempt in 1...Self.mostConflicts {
            var call = question
            call.states = StateChain()
            guard var work = await call.ask(text, pending: pending).work.last else { return }
            // What a shadow answers is worth more than what it makes of its state.
            if attempt == Self.mostConflicts { work.state = nil }
            let late = LateAnswer(ticket: question.thread.ticket.id, decisions: [], work: work)
            if await isOver(late, answers) { return }
        }
    }

    /// Hands an answer on, and waits until it is kept when it changes the state.
    private func isOver(
        _ late: LateAnswer, _ answers: AsyncStream<LateAnswer>.Continuation
    ) async -> Bool {
        guard late.work.state != nil else {
            answers.hand(over: late)
            return true
        }
        return await withCheckedContinuation { continuation in
            var late = late
            late.settle = { continuation.resume(returning: $0) }
            answers.hand(over: late)
        }
    }
}
