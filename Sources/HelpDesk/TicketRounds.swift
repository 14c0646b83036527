// Asking the plugins about tickets, round after round.

internal import FoundationEssentials
internal import Logging
internal import PluginHost
internal import TicketStore
internal import Tickets

/// Asks the plugins about tickets that they have not answered yet.
actor TicketRounds {
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
                for id in batch {
                    guard !Task.isCancelled else { return .untilRung }
                    position = id
                    newest = max(newest, id)
                    await pressure.giveWay()
                    do {
                        rest = max(rest, try await decide(id))
                    } catch {
                        logger.failure("\(id) could not be decided", error)
                        rest = .retry
                    }
                }
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

    /// - Returns: when the plugins are to be asked about the ticket again.
    private func decide(_ id: TicketID) async throws -> WorkLoop.Rest {
        guard let thread = try await store.thread(id) else { return .untilRung }
        // A person looks at it first; the plugins are asked once it was let go.
        guard thread.ticket.queue != DeskSettings.heldQueue else { return .untilRung }
        let spoken = thread.messages.last { $0.visibility == .public }
        let isAsking = thread.ticket.status.isWaitingForUs && spoken?.author == .requester
        guard thread.ticket.status == .new || isAsking else {
            // A person was faster.
            _ = try await store.edit(id, now: now()) { $0.record([], queue: nil) }
            return .untilRung
        }
        for _ in 1...Self.mostConflicts {
            let verdict = try await host.decide(thread, facts)
            // Asking was cut short by the end of the program: the next run asks again.
            guard !Task.isCancelled else { return .untilRung }
            do {
                return try await keep(verdict, of: thread)
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

    private func keep(_ verdict: Verdict, of thread: TicketThread) async throws -> WorkLoop.Rest {
        let id = thread.ticket.id
        if !verdict.unanswered.isEmpty { attempts[id, default: 0] += 1 }
        let isGivenUp = attempts[id, default: 0] >= Self.mostAttempts
        let isComplete = verdict.isComplete || isGivenUp
        let decisions = verdict.decisions + (isGivenUp ? givingUp(verdict) : [])
        if isComplete || !decisions.isEmpty || !verdict.work.isEmpty {
            let at = now()
            try await store.commit(verdict.work, to: [id], now: at) { [replies] edits in
                guard var edit = edits[id] else { return }
                var decisions = decisions
                if let reply = verdict.reply, let replies {
                    let refusal = replies.send(reply, thread.messages, alone: true, &edit, now: at)
                    decisions = decisions.map { $0.told(of: reply, refusal) }
                }
                edit.record(decisions, commands: verdict.commands, isComplete: isComplete)
                edits[id] = edit
            }
        }
        if isComplete { attempts[id] = nil }
        if isComplete { return .untilRung }
        return verdict.unanswered.isEmpty ? .look : .retry
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
