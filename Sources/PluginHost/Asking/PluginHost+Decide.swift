// The stages of a decision: enrich, route, reply, review.

internal import FoundationEssentials
internal import PluginProtocol
public import TicketStore
internal import Tickets

extension PluginHost {
    /// The tag of a ticket that a review holds, or a silence that counts as one.
    public static let heldTag = "held-by-review"

    /// Whether any plugin or shadow writes answers to customers.
    public var answers: Bool { (supervisors + shadows).contains { $0.plugin.manifest[.reply] != nil } }

    /// Whether any plugin has a veto on what the others decide.
    public var reviews: Bool { supervisors.contains { $0.plugin.manifest[.review] != nil } }

    /// Asks every plugin what a ticket is about, where it belongs, what to answer, and whether that may
    /// happen. Inside a stage all get the same ticket in parallel. A plugin that is late, wrong or dead
    /// costs its own answer and nothing else; what an earlier round has answered is not asked again.
    ///
    /// - Parameters:
    ///   - part: which of the stages; those before it are then over and kept.
    ///   - states: what verdicts that are committed together made of the plugins' states.
    /// - Throws: when the ticket cannot be written as JSON.
    public func decide(
        _ thread: TicketThread, _ desk: DeskFacts, _ part: DecisionPart = .all,
        states: StateChain = StateChain()
    ) async throws -> Verdict {
        var text = QuestionText(thread, desk, at: now())
        var all = Round()
        var values: [ProposalField: (value: String, plugin: String)] = [:]
        var tags: [String] = []
        if part != .answering {
            var draft = TicketEdit(thread.ticket, now: now())
            all = await ask(.enrich, thread, desk, text, states)
            for (plugin, command) in all.commands { try? draft.apply(command, by: .plugin(id: plugin)) }
            text = text.changed(to: draft.ticket)
            if !thread.ticket.state.isTouched {
                var routes = await ask(.route, thread, desk, text, states)
                let earlier = thread.decisions.filter { $0.hook == Method.route.rawValue }
                let settled = ProposalMerge.settle(routes.decisions, earlier: earlier, prefer: desk.prefer)
                routes.decisions = settled.decisions
                values = settled.values
                for (field, winner) in values {
                    try? draft.apply(Self.command(field, winner.value), by: .plugin(id: winner.plugin))
                }
                text = text.changed(to: draft.ticket)
                all.add(routes)
            }
            tags = draft.ticket.state.tags.filter { !thread.ticket.state.tags.contains($0) }
        }
        let chosen: AutomaticReply.Choice?
        if part == .routing {
            chosen = nil
        } else {
            all.add(await ask(.reply, thread, desk, text, states))
            chosen = AutomaticReply.Choice(
                among: all.automatic, at: text.moment, thread, threshold: desk.automaticThreshold,
                prefer: desk.prefer)
        }
        let judges = judges(of: TicketSnapshot(text.ticket, messages: [], grants: []))
        let reply = chosen?.reply.proposal
        if part != .answering {
            let set = Dictionary(uniqueKeysWithValues: values.map { ($0.rawValue, $1.value) })
            let pending = PendingDecision(set: set, tags: tags, reply: reply)
            all.add(await ask(.review, thread, desk, text, states, pending: pending))
        } else if let reply, judges.leave(of: nil, in: thread.decisions) == .given {
            // Where it belongs was reviewed before: what would be sent is looked at once more.
            let pending = PendingDecision(set: [:], tags: [], reply: reply)
            all.add(
                await ask(
                    .review, thread, desk, text, states, pending: pending, reviewed: .answer,
                    since: chosen?.at))
        }
        return part == .answering
            ? answered(all, chosen, judges, thread) : routed(all, values, chosen?.reply, judges, thread)
    }

    /// The plugins whose failure holds a ticket, and those of them whose silence does.
    private struct Judges {
        let strict: Set<String>
        let awaited: Set<String>

        func leave(
            of part: Decision.Reviewed?, in decisions: [Decision], since: Date? = nil
        ) -> ReviewLeave {
            ReviewLeave(of: part, in: decisions, since: since, strict: strict, awaited: awaited)
        }
    }

    private func judges(of snapshot: TicketSnapshot) -> Judges {
        let strict = supervisors.map(\.plugin.manifest).filter { $0.failurePolicy(for: .review) == .hold }
        return Judges(
            strict: Set(strict.map(\.id)),
            awaited: Set(strict.filter { $0[.review]?.fits(snapshot) == true }.map(\.id)))
    }

    /// What becomes of a ticket once it was asked where it belongs.
    private func routed(
        _ all: Round, _ values: [ProposalField: (value: String, plugin: String)], _ reply: AutomaticReply?,
        _ judges: Judges, _ thread: TicketThread
    ) -> Verdict {
        // Who was silent before and is not asked any more holds nothing.
        let earlier = thread.decisions.filter { $0.outcome != .unavailable }
        let isHeld = all.isHeld || judges.leave(of: nil, in: earlier + all.decisions) != .given
        var decisions = all.decisions
        var commands = all.commands
        if isHeld {
            for place in decisions.indices { decisions[place].won = false }
        } else {
            for field in ProposalField.allCases {
                guard let winner = values[field], !Self.has(field, winner.value, thread.ticket.state) else {
                    continue
                }
                commands.append((winner.plugin, Self.command(field, winner.value)))
            }
        }
        let isElsewhere = judges.leave(of: .answer, in: earlier, since: thread.spokenAt) != .given
        commands += flag(isHeld: isHeld, isElsewhere: isElsewhere, all, thread)
        return verdict(all, decisions, commands, isHeld ? nil : reply, thread)
    }

    /// What becomes of a ticket once it was asked what to answer.
    private func answered(
        _ all: Round, _ chosen: AutomaticReply.Choice?, _ judges: Judges, _ thread: TicketThread
    ) -> Verdict {
        let routing = judges.leave(of: nil, in: thread.decisions)
        var answer =
            chosen.map {
                judges.leave(of: .answer, in: thread.decisions + all.decisions, since: $0.at)
            } ?? .given
        if all.isHeld, answer == .given {
            answer = all.decisions.contains { $0.outcome == .unavailable } ? .open : .refused
        }
        var decisions = all.decisions
        var reply: AutomaticReply?
        if let chosen {
            if routing == .given, answer == .given { reply = chosen.reply }
            let waits = reply == nil && routing != .refused && answer != .refused
            for place in decisions.indices where waits && decisions[place].suggests(chosen.reply) {
                decisions[place].waitsForReview = true
            }
        }
        let flags = flag(isHeld: answer != .given, isElsewhere: routing != .given, all, thread)
        return verdict(all, decisions, all.commands + flags, reply, thread)
    }

    /// The tag of a ticket that is held, put on or taken off.
    private func flag(
        isHeld: Bool, isElsewhere: Bool, _ all: Round, _ thread: TicketThread
    ) -> [(plugin: String, command: TicketCommand)] {
        let isTagged = thread.ticket.state.tags.contains(Self.heldTag)
        if isHeld {
            let holder = all.decisions.last { [.held, .unavailable, .failed].contains($0.outcome) }
            return isTagged ? [] : [(holder?.plugin ?? "", .tag(Self.heldTag))]
        }
        guard isTagged, !isElsewhere, let judge = all.decisions.last(where: { $0.outcome == .allowed })
        else { return [] }
        return [(judge.plugin, .untag(Self.heldTag))]
    }

    private func verdict(
        _ all: Round, _ decisions: [Decision], _ commands: [(plugin: String, command: TicketCommand)],
        _ reply: AutomaticReply?, _ thread: TicketThread
    ) -> Verdict {
        Verdict(
            decisions: decisions.filter { !isKnown($0, thread) }, commands: commands,
            isComplete: !decisions.contains { $0.outcome == .unavailable }, unanswered: all.unanswered,
            reply: reply, work: all.work)
    }

    private static func has(_ field: ProposalField, _ value: String, _ state: TicketState) -> Bool {
        switch field {
        case .queue: state.queue == value
        case .assignee: state.assignee == value
        case .priority: state.priority.rawValue == value
        case .tier: state.tier == value
        }
    }

    private static func command(_ field: ProposalField, _ value: String) -> TicketCommand {
        switch field {
        case .queue: .setQueue(value)
        case .assignee: .assign(to: value)
        case .priority: .setPriority(Priority(rawValue: value) ?? .normal)
        case .tier: .setTier(value)
        }
    }

    /// Whether the ticket says this already: a reason that lasts is told once, until the plugin has said
    /// something else.
    func isKnown(_ decision: Decision, _ thread: TicketThread) -> Bool {
        guard decision.outcome == .unavailable else { return false }
        let own = thread.decisions.filter {
            $0.plugin == decision.plugin && $0.hook == decision.hook && $0.reviewed == decision.reviewed
        }
        let silence = own.reversed().prefix { $0.outcome == .unavailable }
        return silence.contains { $0.reason == decision.reason }
    }

    /// Asks the shadows the same, and waits for none of them.
    private func askShadows(
        _ method: Method, _ thread: TicketThread, _ desk: DeskFacts, _ text: QuestionText,
        _ pending: PendingDecision?
    ) {
        lazy var snapshot = TicketSnapshot(text.ticket, messages: [], grants: [])
        for shadow in shadows where shadow.plugin.manifest[method]?.fits(snapshot) == true {
            let call = PluginQuestion(
                supervisor: shadow, method: method, thread: thread, desk: desk, askedAt: text.moment, now: now
            )
            shadowTurns.ask(shadow, call, text, pending, lateness)
        }
    }

    /// Asks the plugins that have a hook and whose conditions fit, in parallel; what they said stands
    /// in the plugins' order.
    ///
    /// - Parameter since: an answer that is older is none; `nil` stands for the customer's last message.
    func ask(
        _ method: Method, _ thread: TicketThread, _ desk: DeskFacts, _ text: QuestionText,
        _ states: StateChain, pending: PendingDecision? = nil, reviewed: Decision.Reviewed? = nil,
        since: Date? = nil
    ) async -> Round {
        let spoken = since ?? thread.spokenAt
        lazy var snapshot = TicketSnapshot(text.ticket, messages: [], grants: [])
        let asked = supervisors.filter { supervisor in
            guard let hook = supervisor.plugin.manifest[method] else { return false }
            let isAnswered = thread.decisions.contains { decision in
                let isRecent = method == .route || spoken.map { decision.at >= $0 } ?? true
                return decision.plugin == supervisor.plugin.manifest.id && decision.hook == method.rawValue
                    && decision.reviewed == reviewed && decision.outcome != .unavailable && isRecent
            }
            return !isAnswered && (hook.when.isEmpty || hook.fits(snapshot))
        }
        askShadows(method, thread, desk, text, pending)
        let questions = asked.map { supervisor in
            PluginQuestion(
                supervisor: supervisor, method: method, thread: thread, desk: desk, states: states,
                askedAt: text.moment, now: now, reviewed: reviewed,
                late: { lateness.hand(over: $0) })
        }
        if questions.count < 2 { return await questions.first?.ask(text, pending: pending) ?? Round() }
        return await withTaskGroup(of: (Int, Round).self) { group in
            for (position, question) in questions.enumerated() {
                group.addTask { (position, await question.ask(text, pending: pending)) }
            }
            let rounds = await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }
            return rounds.reduce(into: Round()) { $0.add($1.1) }
        }
    }
}
