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
        var reply: AutomaticReply?
        if part != .routing {
            all.add(await ask(.reply, thread, desk, text, states))
            reply = AutomaticReply.choose(
                all.automatic, threshold: desk.automaticThreshold, prefer: desk.prefer)
        }
        // Where it belongs was reviewed before: what would be sent is looked at once more.
        let isSecond = part == .answering
        if !isSecond || reply != nil && !isHeld(exceptBy: [], thread) {
            let pending = PendingDecision(
                set: Dictionary(uniqueKeysWithValues: values.map { ($0.rawValue, $1.value) }), tags: tags,
                reply: reply.map {
                    ReplyProposal(.auto, $0.body, confidence: $0.confidence, reason: $0.reason)
                })
            all.add(
                await ask(
                    .review, thread, desk, text, states, pending: pending, since: isSecond ? now() : nil))
        }
        return verdict(all, values, reply, thread)
    }

    /// Whether a plugin's last word on a ticket holds it.
    ///
    /// - Parameter judges: those that have just said another one.
    private func isHeld(exceptBy judges: Set<String>, _ thread: TicketThread) -> Bool {
        var last: [String: Decision.Outcome] = [:]
        for decision in thread.decisions where decision.hook == Method.review.rawValue {
            last[decision.plugin] = decision.outcome
        }
        // A failure holds as it did when it came: it is not asked again, and was no yes.
        let strict = supervisors.map(\.plugin.manifest).filter { $0.failurePolicy(for: .review) == .hold }
        let holding = Set(strict.map(\.id))
        return last.contains { plugin, said in
            !judges.contains(plugin) && (said == .held || said == .failed && holding.contains(plugin))
        }
    }

    private func verdict(
        _ all: Round, _ values: [ProposalField: (value: String, plugin: String)], _ reply: AutomaticReply?,
        _ thread: TicketThread
    ) -> Verdict {
        // An earlier round's word holds as long as it is the plugin's last one.
        let judges = Set(all.decisions.filter { $0.hook == Method.review.rawValue }.map(\.plugin))
        let isHeld = all.isHeld || self.isHeld(exceptBy: judges, thread)
        var decisions = all.decisions
        var commands = all.commands
        let isTagged = thread.ticket.state.tags.contains(Self.heldTag)
        if isHeld {
            for place in decisions.indices { decisions[place].won = false }
            let holder = all.decisions.last { [.held, .unavailable, .failed].contains($0.outcome) }
            if !isTagged { commands.append((holder?.plugin ?? "", .tag(Self.heldTag))) }
        } else {
            for field in ProposalField.allCases {
                guard let winner = values[field] else { continue }
                commands.append((winner.plugin, Self.command(field, winner.value)))
            }
            if isTagged, let judge = all.decisions.last(where: { $0.outcome == .allowed }) {
                commands.append((judge.plugin, .untag(Self.heldTag)))
            }
        }
        return Verdict(
            decisions: decisions.filter { !isKnown($0, thread) }, commands: commands,
            isComplete: !decisions.contains { $0.outcome == .unavailable }, unanswered: all.unanswered,
            reply: isHeld ? nil : reply, work: all.work)
    }

    private static func command(_ field: ProposalField, _ value: String) -> TicketCommand {
        switch field {
        case .queue: .setQueue(value)
        case .assignee: .assign(to: value)
        case .priority: .setPriority(Priority(rawValue: value) ?? .normal)
        case .tier: .setTier(value)
        }
    }

    /// Whether the ticket says this already: a reason that lasts is told once.
    func isKnown(_ decision: Decision, _ thread: TicketThread) -> Bool {
        decision.outcome == .unavailable
            && thread.decisions.contains {
                $0.outcome == .unavailable && $0.plugin == decision.plugin && $0.hook == decision.hook
                    && $0.reason == decision.reason
            }
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
            Task {
                for work in await call.ask(text, pending: pending).work {
                    lateness.yield(LateAnswer(ticket: thread.ticket.id, decisions: [], work: work))
                }
            }
        }
    }

    /// Asks the plugins that have a hook and whose conditions fit, in parallel; what they said stands
    /// in the plugins' order.
    ///
    /// - Parameter since: an answer that is older is none; `nil` stands for the customer's last message.
    func ask(
        _ method: Method, _ thread: TicketThread, _ desk: DeskFacts, _ text: QuestionText,
        _ states: StateChain, pending: PendingDecision? = nil, since: Date? = nil
    ) async -> Round {
        let said = thread.messages.last { $0.author == .requester && $0.visibility == .public }?.at
        let spoken = since ?? said
        lazy var snapshot = TicketSnapshot(text.ticket, messages: [], grants: [])
        let asked = supervisors.filter { supervisor in
            guard let hook = supervisor.plugin.manifest[method] else { return false }
            let isAnswered = thread.decisions.contains { decision in
                let isRecent = method == .route || spoken.map { decision.at >= $0 } ?? true
                return decision.plugin == supervisor.plugin.manifest.id && decision.hook == method.rawValue
                    && decision.outcome != .unavailable && isRecent
            }
            return !isAnswered && (hook.when.isEmpty || hook.fits(snapshot))
        }
        askShadows(method, thread, desk, text, pending)
        let questions = asked.map { supervisor in
            PluginQuestion(
                supervisor: supervisor, method: method, thread: thread, desk: desk, states: states,
                askedAt: text.moment, now: now,
                late: { lateness.yield($0) })
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
