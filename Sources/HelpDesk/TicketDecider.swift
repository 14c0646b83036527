// Asking the plugins about some tickets at a time, and keeping what they say.

internal import FoundationEssentials
internal import Logging
internal import PluginHost
internal import PluginProtocol
internal import TicketStore
internal import Tickets

/// Decides tickets together where that can be done, else one by one.
actor TicketDecider {
    /// Tickets that are decided at the same time, and committed at once.
    private static let mostTogether = 32
    /// The same while many questions come in: their customers wait, the plugins' answers can.
    private static let mostInBurst = 4
    /// Where the last ones took longer, in seconds, each is committed by itself: nobody waits for others.
    private static let quickSeconds = 1.0
    /// How often a ticket may be put to a plugin that dies of it or is late.
    private static let mostAttempts = 5
    /// How often a plugin whose state changed meanwhile is asked again at once.
    private static let mostConflicts = 3

    private let part: DecisionPart
    private let store: any TicketStore
    private let host: PluginHost
    private let facts: DeskFacts
    private let replies: AutomaticReplies?
    private let pressure: IntakePressure
    private let now: @Sendable () -> Date
    private let logger: Logger
    private var attempts: [TicketID: Int] = [:]
    private var isQuick = true

    /// - Parameter part: what the plugins are asked for; a ticket is decided once nothing comes after it.
    init(
        _ part: DecisionPart = .all, store: any TicketStore, host: PluginHost, facts: DeskFacts,
        replies: AutomaticReplies? = nil, pressure: IntakePressure = IntakePressure(),
        now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.part = part
        self.replies = replies
        self.pressure = pressure
        self.store = store
        self.host = host
        self.facts = facts
        self.now = now
        self.logger = logger
    }

    /// What became of the first of some tickets.
    struct Step {
        var rest = WorkLoop.Rest.untilRung
        /// Those that are still to be decided.
        var left: [TicketID] = []
        /// Those that this part is over for, and whether every plugin could be asked.
        var decided: [TicketID: Bool] = [:]
        /// Those that nothing is asked about: a person was faster, or there are none.
        var closed: Set<TicketID> = []
        var hasKept = false
    }

    /// Decides the first of some tickets, and with it those behind it that can be decided at the same
    /// time: one of each customer, because plugins look at what a customer had before.
    ///
    /// - Parameter undecided: those that stay undecided, whatever is said of them here.
    func decideNext(of waiting: [TicketID], undecided: Set<TicketID> = []) async -> Step {
        let most = !isQuick ? 1 : pressure.isHigh ? Self.mostInBurst : Self.mostTogether
        var chosen: [TicketThread] = []
        var closed: Set<TicketID> = []
        var left: [TicketID] = []
        var addresses: Set<String> = []
        let start = ContinuousClock.now
        defer { isQuick = (ContinuousClock.now - start) / .seconds(1) < Self.quickSeconds }
        do {
            for (place, id) in waiting.enumerated() {
                guard chosen.count < most else {
                    left += waiting[place...]
                    break
                }
                guard let thread = try await open(id) else {
                    closed.insert(id)
                    continue
                }
                if addresses.insert(thread.ticket.requester.address.lowercased()).inserted {
                    chosen.append(thread)
                } else {
                    left.append(id)
                }
            }
            var step = try await decide(chosen, undecided)
            step.left = left
            step.closed = closed
            return step
        } catch {
            let ids = chosen.isEmpty ? Array(waiting.prefix(1)) : chosen.map(\.ticket.id)
            var step = await decideEach(ids, undecided)
            step.left = waiting.filter { !ids.contains($0) && !closed.contains($0) }
            step.closed.formUnion(closed)
            return step
        }
    }

    /// One after the other: what one ticket makes impossible is no other's harm.
    private func decideEach(_ ids: [TicketID], _ undecided: Set<TicketID>) async -> Step {
        var step = Step()
        for id in ids where !Task.isCancelled {
            do {
                let next = try await decide(id, undecided)
                step.rest = max(step.rest, next.rest)
                step.decided.merge(next.decided) { $1 }
                step.closed.formUnion(next.closed)
                step.hasKept = step.hasKept || next.hasKept
            } catch {
                logger.failure("\(id) could not be decided", error)
                step.rest = .retry
            }
        }
        return step
    }

    /// A ticket that the plugins are to be asked about; `nil` for any other.
    private func open(_ id: TicketID) async throws -> TicketThread? {
        guard let thread = try await store.thread(id) else { return nil }
        // A person looks at it first; the plugins are asked once it was let go.
        guard thread.ticket.queue != DeskSettings.heldQueue else { return nil }
        let spoken = thread.messages.last { $0.visibility == .public }
        let isAsking = thread.ticket.status.isWaitingForUs && spoken?.isFromRequester == true
        guard thread.ticket.status == .new || isAsking else {
            // A person was faster.
            let count = thread.ticket.state.messageCount
            _ = try await store.edit(id, now: now()) { edit in
                if edit.ticket.state.messageCount == count { edit.record([], queue: nil) }
            }
            return nil
        }
        return thread
    }

    private func decide(_ id: TicketID, _ undecided: Set<TicketID>) async throws -> Step {
        guard let thread = try await open(id) else { return Step(closed: [id]) }
        for _ in 1...Self.mostConflicts {
            do {
                return try await decide([thread], undecided)
            } catch PluginCommitError.stateChanged {
                // The plugin answered from a state that is no longer its own: it is asked again.
                continue
            } catch PluginCommitError.alreadyDone {
                // Its late answer was kept meanwhile.
                return Step(rest: .retry)
            }
        }
        logger.warning("\(id) is decided later: a plugin's state changes all the time")
        return Step(rest: .retry)
    }

    /// Asks about some tickets at the same time, and commits what came of it at once.
    private func decide(_ threads: [TicketThread], _ undecided: Set<TicketID>) async throws -> Step {
        let states = StateChain()
        let verdicts = try await withThrowingTaskGroup(of: (Int, Verdict).self) { [host, facts, part] group in
            for (place, thread) in threads.enumerated() {
                group.addTask { (place, try await host.decide(thread, facts, part, states: states)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        // Asking was cut short by the end of the program: the next run asks again.
        guard !Task.isCancelled else { return Step() }
        return try await keep(zip(threads, verdicts).map { outcome($1, of: $0) }, undecided)
    }

    /// What becomes of a ticket.
    private struct Outcome: Sendable {
        let thread: TicketThread
        let verdict: Verdict
        let decisions: [Decision]
        let isComplete: Bool
        let attempts: Int

        var id: TicketID { thread.ticket.id }
        var isWorthKeeping: Bool {
            !decisions.isEmpty || !verdict.work.isEmpty || !verdict.commands.isEmpty || verdict.reply != nil
        }
        var rest: WorkLoop.Rest {
            isComplete ? .untilRung : verdict.unanswered.isEmpty ? .look : .retry
        }

        /// Whether the ticket is still the one that was asked about: nothing was said meanwhile, and no
        /// other round has found that a review holds it.
        func isCurrent(_ edit: TicketEdit) -> Bool {
            let (asked, here) = (thread.ticket.state, edit.ticket.state)
            let isHeld = here.tags.contains(PluginHost.heldTag) && !asked.tags.contains(PluginHost.heldTag)
            return here.messageCount == asked.messageCount && !isHeld
        }

        /// What is done with the ticket as it is now: what was found of an older one lifts no hold.
        func commands(_ isCurrent: Bool) -> [(plugin: String, command: TicketCommand)] {
            isCurrent
                ? verdict.commands : verdict.commands.filter { $0.command != .untag(PluginHost.heldTag) }
        }

        /// What is written down, once the answer that may go out by itself has gone, or could not. That to
        /// an older ticket waits: where the customer said more there will be another.
        func decisions(
            sendingBy replies: AutomaticReplies?, _ edit: inout TicketEdit, _ isCurrent: Bool, now: Date
        ) -> [Decision] {
            guard let reply = verdict.reply, let replies else { return decisions }
            guard isCurrent else { return decisions.map { $0.waiting(with: reply) } }
            let refusal = replies.send(reply, thread.messages, .answer, &edit, now: now)
            let told = decisions.map { $0.told(of: reply, refusal) }
            guard let refusal, told == decisions else { return told }
            // It waited for its review since an earlier round.
            let note = Decision(
                plugin: reply.plugin, hook: Method.reply.rawValue, outcome: .failed,
                reason: "its answer was not sent by itself: \(refusal)", at: now)
            return decisions + [note]
        }
    }

    private func outcome(_ verdict: Verdict, of thread: TicketThread) -> Outcome {
        let attempts = attempts[thread.ticket.id, default: 0] + (verdict.unanswered.isEmpty ? 0 : 1)
        let isGivenUp = attempts >= Self.mostAttempts
        return Outcome(
            thread: thread, verdict: verdict,
            decisions: verdict.decisions + (isGivenUp ? givingUp(verdict) : []),
            isComplete: verdict.isComplete || isGivenUp, attempts: attempts)
    }

    private func keep(_ outcomes: [Outcome], _ undecided: Set<TicketID>) async throws -> Step {
        // The last word is the answers'.
        let isLast = part != .routing || !host.answers
        let isOver = { @Sendable (outcome: Outcome) in
            outcome.isComplete && isLast && !undecided.contains(outcome.id)
        }
        let kept = outcomes.filter { $0.isWorthKeeping || isOver($0) }
        var moved: Set<TicketID> = []
        if !kept.isEmpty {
            let at = now()
            let work = kept.flatMap(\.verdict.work)
            moved = try await store.commit(work, to: kept.map(\.id), now: at) { [replies] edits in
                var moved: Set<TicketID> = []
                for outcome in kept {
                    guard var edit = edits[outcome.id] else { continue }
                    // What happened while the plugins thought is still to be asked about.
                    let isCurrent = outcome.isCurrent(edit)
                    if !isCurrent { moved.insert(outcome.id) }
                    let decisions = outcome.decisions(sendingBy: replies, &edit, isCurrent, now: at)
                    edit.record(
                        decisions, commands: outcome.commands(isCurrent),
                        isComplete: isCurrent && isOver(outcome))
                    edits[outcome.id] = edit
                }
                return moved
            }
        }
        for outcome in outcomes {
            attempts[outcome.id] = outcome.isComplete || outcome.attempts == 0 ? nil : outcome.attempts
        }
        let rest = outcomes.map(\.rest).max() ?? .untilRung
        return Step(
            rest: moved.isEmpty || !isLast ? rest : .retry,
            decided: Dictionary(
                uniqueKeysWithValues: outcomes.map {
                    ($0.id, $0.isComplete && !(isLast && moved.contains($0.id)))
                }),
            hasKept: !kept.isEmpty)
    }

    private func givingUp(_ verdict: Verdict) -> [Decision] {
        verdict.unanswered.map { plugin, hook in
            Decision(
                plugin: plugin, hook: hook, outcome: .failed,
                reason: "it gave no answer \(Self.mostAttempts) times, and is not asked again", at: now(),
                reviewed: part == .answering && hook == Method.review.rawValue ? .answer : nil)
        }
    }
}

extension Decision {
    /// The same; where it suggests an answer that could have been sent, it is looked at once more.
    fileprivate func waiting(with reply: AutomaticReply) -> Decision {
        guard suggests(reply) else { return self }
        var decision = self
        decision.waitsForReview = true
        return decision
    }

    /// The same, if it is the suggestion that was to be sent: whether it was, or why not.
    func told(of reply: AutomaticReply, _ refusal: String?) -> Decision {
        guard suggests(reply) else { return self }
        return Decision(
            plugin: plugin, hook: hook, outcome: outcome, confidence: confidence,
            reason: refusal.map { "\(reason) (not sent by itself: \($0))" } ?? reason, won: refusal == nil,
            at: at)
    }
}
