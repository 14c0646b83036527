// Asking the plugins about tickets, round after round.

internal import FoundationEssentials
internal import Logging
internal import PluginHost
internal import TicketStore
internal import Tickets

/// Asks the plugins about tickets that they have not answered yet.
actor TicketRounds {
    /// Tickets that are decided at the same time, and committed at once.
    private static let mostTogether = 32
    /// The same while many questions come in: their customers wait, the plugins' answers can.
    private static let mostInBurst = 4
    /// How often a ticket may be put to a plugin that dies of it or is late.
    private static let mostAttempts = 5
    /// How often a plugin whose state changed meanwhile is asked again at once.
    private static let mostConflicts = 3

    private let store: any TicketStore
    private let host: PluginHost
    private let facts: DeskFacts
    private let replies: AutomaticReplies?
    private let pressure: IntakePressure
    private let now: @Sendable () -> Date
    private let logger: Logger
    private var newest = TicketID(0)
    private var lastEvent: Int64?
    private var attempts: [TicketID: Int] = [:]

    init(
        store: any TicketStore, host: PluginHost, facts: DeskFacts, replies: AutomaticReplies? = nil,
        pressure: IntakePressure = IntakePressure(), now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.replies = replies
        self.pressure = pressure
        self.store = store
        self.host = host
        self.facts = facts
        self.now = now
        self.logger = logger
    }

    /// Goes through the tickets in order. A ticket that cannot be worked on does not stop the others.
    func round(everything: Bool) async -> WorkLoop.Rest {
        var position = everything ? TicketID(0) : newest
        var rest = WorkLoop.Rest.untilRung
        do {
            for id in try await spokenAgain() where id <= position && !Task.isCancelled {
                rest = max(rest, try await decide(id))
            }
            while case let batch = try await store.undecided(after: position, limit: 100), !batch.isEmpty {
                var waiting = batch
                while !waiting.isEmpty {
                    await pressure.giveWay()
                    guard !Task.isCancelled else { return .untilRung }
                    rest = max(rest, await decideNext(&waiting))
                }
                position = batch.max() ?? position
                newest = max(newest, position)
            }
        } catch {
            logger.failure("undecided tickets could not be read", error)
            rest = .retry
        }
        return rest
    }

    /// Tickets whose customers have said something more since the last round.
    private func spokenAgain() async throws -> [TicketID] {
        guard let since = lastEvent else {
            // The first round looks at everything.
            lastEvent = try await store.lastEvent()
            return []
        }
        var ids: Set<TicketID> = []
        var last = since
        while case let events = try await store.events(after: last, limit: 500), let end = events.last {
            for event in events where event.event.kind == .messageAdded && event.event.actor == .requester {
                ids.insert(event.ticket)
            }
            last = end.number
        }
        lastEvent = last
        return ids.sorted()
    }

    /// Decides the first of some tickets, and with it those behind it that can be decided at the same
    /// time: one of each customer, because plugins look at what a customer had before.
    private func decideNext(_ waiting: inout [TicketID]) async -> WorkLoop.Rest {
        let most = pressure.isHigh ? Self.mostInBurst : Self.mostTogether
        var chosen: [TicketThread] = []
        var left: [TicketID] = []
        var addresses: Set<String> = []
        do {
            for (place, id) in waiting.enumerated() {
                guard chosen.count < most else {
                    left += waiting[place...]
                    break
                }
                guard let thread = try await open(id) else { continue }
                if addresses.insert(thread.ticket.requester.address.lowercased()).inserted {
                    chosen.append(thread)
                } else {
                    left.append(id)
                }
            }
            waiting = left
            return try await decide(chosen)
        } catch {
            let one = chosen.isEmpty ? waiting.prefix(1) : chosen.map(\.ticket.id)[...]
            waiting.removeAll { one.contains($0) }
            return await decideEach(Array(one))
        }
    }

    /// One after the other: what one ticket makes impossible is no other's harm.
    private func decideEach(_ ids: [TicketID]) async -> WorkLoop.Rest {
        var rest = WorkLoop.Rest.untilRung
        for id in ids where !Task.isCancelled {
            do {
                rest = max(rest, try await decide(id))
            } catch {
                logger.failure("\(id) could not be decided", error)
                rest = .retry
            }
        }
        return rest
    }

    /// A ticket that the plugins are to be asked about; `nil` for any other.
    private func open(_ id: TicketID) async throws -> TicketThread? {
        guard let thread = try await store.thread(id) else { return nil }
        // A person looks at it first; the plugins are asked once it was let go.
        guard thread.ticket.queue != DeskSettings.heldQueue else { return nil }
        let spoken = thread.messages.last { $0.visibility == .public }
        let isAsking = thread.ticket.status.isWaitingForUs && spoken?.author == .requester
        guard thread.ticket.status == .new || isAsking else {
            // A person was faster.
            _ = try await store.edit(id, now: now()) { $0.record([], queue: nil) }
            return nil
        }
        return thread
    }

    /// - Returns: when the plugins are to be asked about the ticket again.
    private func decide(_ id: TicketID) async throws -> WorkLoop.Rest {
        guard let thread = try await open(id) else { return .untilRung }
        for _ in 1...Self.mostConflicts {
            do {
                return try await decide([thread])
            } catch PluginCommitError.stateChanged {
                // The plugin answered from a state that is no longer its own: it is asked again.
                continue
            } catch PluginCommitError.alreadyDone {
                // Its late answer was kept meanwhile.
                return .retry
            }
        }
        logger.warning("\(id) is decided later: a plugin's state changes all the time")
        return .retry
    }

    /// Asks about some tickets at the same time, and commits what came of it at once.
    private func decide(_ threads: [TicketThread]) async throws -> WorkLoop.Rest {
        let states = StateChain()
        let verdicts = try await withThrowingTaskGroup(of: (Int, Verdict).self) { [host, facts] group in
            for (place, thread) in threads.enumerated() {
                group.addTask { (place, try await host.decide(thread, facts, states: states)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        // Asking was cut short by the end of the program: the next run asks again.
        guard !Task.isCancelled else { return .untilRung }
        return try await keep(zip(threads, verdicts).map { outcome($1, of: $0) })
    }

    /// What becomes of a ticket.
    private struct Outcome {
        let thread: TicketThread
        let verdict: Verdict
        let decisions: [Decision]
        let isComplete: Bool
        let attempts: Int

        var id: TicketID { thread.ticket.id }
        var isWorthKeeping: Bool { isComplete || !decisions.isEmpty || !verdict.work.isEmpty }
        var rest: WorkLoop.Rest {
            isComplete ? .untilRung : verdict.unanswered.isEmpty ? .look : .retry
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

    private func keep(_ outcomes: [Outcome]) async throws -> WorkLoop.Rest {
        let kept = outcomes.filter(\.isWorthKeeping)
        if !kept.isEmpty {
            let at = now()
            let work = kept.flatMap(\.verdict.work)
            try await store.commit(work, to: kept.map(\.id), now: at) { [replies] edits in
                for outcome in kept {
                    guard var edit = edits[outcome.id] else { continue }
                    var decisions = outcome.decisions
                    if let reply = outcome.verdict.reply, let replies {
                        let refusal = replies.send(
                            reply, outcome.thread.messages, alone: true, &edit, now: at)
                        decisions = decisions.map { $0.told(of: reply, refusal) }
                    }
                    edit.record(decisions, commands: outcome.verdict.commands, isComplete: outcome.isComplete)
                    edits[outcome.id] = edit
                }
            }
        }
        for outcome in outcomes {
            attempts[outcome.id] = outcome.isComplete || outcome.attempts == 0 ? nil : outcome.attempts
        }
        return outcomes.map(\.rest).max() ?? .untilRung
    }

    private func givingUp(_ verdict: Verdict) -> [Decision] {
        verdict.unanswered.map { plugin, hook in
            Decision(
                plugin: plugin, hook: hook, outcome: .failed,
                reason: "it gave no answer \(Self.mostAttempts) times, and is not asked again", at: now())
        }
    }
}

extension Decision {
    /// The same, if it is the suggestion that was to be sent: whether it was, or why not.
    func told(of reply: AutomaticReply, _ refusal: String?) -> Decision {
        guard plugin == reply.plugin, outcome == .suggestedReply(reply.body) else { return self }
        return Decision(
            plugin: plugin, hook: hook, outcome: outcome, confidence: confidence,
            reason: refusal.map { "\(reason) (not sent by itself: \($0))" } ?? reason, won: refusal == nil,
            at: at)
    }
}
