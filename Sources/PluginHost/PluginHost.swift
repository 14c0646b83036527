// All plugins of a desk: asked in parallel, their answers put together.

public import FoundationEssentials
internal import Glibc
public import Logging
internal import PluginProtocol
public import TicketStore
public import Tickets

/// Runs the plugins and asks them about tickets.
public struct PluginHost: Sendable {
    /// What the plugins said about a ticket.
    public struct Verdict: Sendable {
        /// Every answer, and every reason why there is none.
        public let decisions: [Decision]
        /// The queue that they decided on, and the plugin that decided it.
        public let queue: (id: String, plugin: String)?
        /// Whether every plugin that has something to say to the ticket could be asked.
        public let isComplete: Bool
        /// The plugins and hooks that were asked and gave no answer in time.
        public let unanswered: [(plugin: String, hook: String)]
    }

    private let supervisors: [PluginSupervisor]
    private let now: @Sendable () -> Date

    /// A host; nothing runs before ``run()``.
    ///
    /// - Parameter onReady: is called whenever a plugin can be asked again.
    public init(
        _ plugins: [InstalledPlugin], logger: Logger, now: @escaping @Sendable () -> Date,
        onReady: @escaping @Sendable () -> Void = {}
    ) {
        self.init(plugins, logger: logger, patience: PluginPatience(), now: now, onReady: onReady)
    }

    init(
        _ plugins: [InstalledPlugin], logger: Logger, patience: PluginPatience,
        now: @escaping @Sendable () -> Date, onReady: @escaping @Sendable () -> Void = {}
    ) {
        supervisors = plugins.map {
            PluginSupervisor($0, logger: logger, patience: patience, onReady: onReady)
        }
        self.now = now
    }

    /// Keeps every plugin running until the task is cancelled.
    public func run() async {
        // A plugin may close its input at any moment: writing to it is then an error, not our end.
        signal(SIGPIPE, SIG_IGN)
        await withTaskGroup { group in
            for supervisor in supervisors { group.addTask { await supervisor.run() } }
        }
    }

    /// Asks every plugin where a ticket belongs and what to answer. A plugin that is late, wrong or
    /// dead costs its own answer and nothing else; what an earlier round has answered is not asked
    /// again.
    public func decide(_ thread: TicketThread, queues: [String]) async -> Verdict {
        let routes = await ask(.route, thread, queues: queues, answers: RouteResult.self) { result in
            guard let proposals = result.content?.proposals, !proposals.isEmpty else {
                return [(.abstained, 0, result.abstention)]
            }
            return proposals.map { proposal in
                guard proposal.field == "queue", queues.contains(proposal.value) else {
                    let reason = "it proposed \(proposal.field) “\(proposal.value)”, which does not exist"
                    return (.failed, 0, reason)
                }
                let strength = Strength(proposal.strength)
                let outcome = Decision.Outcome.proposedQueue(proposal.value, strength: strength)
                return (outcome, proposal.confidence, proposal.reason)
            }
        }
        let replies = await ask(.reply, thread, queues: queues, answers: ReplyResult.self) { result in
            guard let replies = result.content?.replies, !replies.isEmpty else {
                return [(.abstained, 0, result.abstention)]
            }
            return replies.map { (.suggestedReply($0.bodyMarkdown), $0.confidence, $0.reason) }
        }
        let earlier = thread.decisions.filter { $0.hook == Method.route.rawValue }
        let (settled, queue) = ProposalMerge.settle(routes.decisions, earlier: earlier)
        let decisions = settled + replies.decisions
        return Verdict(
            decisions: decisions.filter { !isKnown($0, thread) }, queue: queue,
            isComplete: !decisions.contains { $0.outcome == .unavailable },
            unanswered: routes.unanswered + replies.unanswered)
    }

    /// Whether the ticket says this already: a reason that lasts is told once.
    private func isKnown(_ decision: Decision, _ thread: TicketThread) -> Bool {
        decision.outcome == .unavailable
            && thread.decisions.contains {
                $0.outcome == .unavailable && $0.plugin == decision.plugin && $0.hook == decision.hook
                    && $0.reason == decision.reason
            }
    }

    private typealias Answer = (outcome: Decision.Outcome, confidence: Double, reason: String)

    /// What came back from the plugins that have a hook.
    private struct Round: Sendable {
        var decisions: [Decision] = []
        var unanswered: [(plugin: String, hook: String)] = []
    }

    /// Asks the plugins that have a hook, in parallel; the decisions stand in the plugins' order.
    private func ask<Result: Codable & Sendable>(
        _ method: Method, _ thread: TicketThread, queues: [String], answers: Result.Type,
        _ read: @escaping @Sendable (Result) -> [Answer]
    ) async -> Round {
        let asked = supervisors.filter { supervisor in
            let manifest = supervisor.plugin.manifest
            return manifest.hooks[method.rawValue] != nil
                && !thread.decisions.contains {
                    $0.plugin == manifest.id && $0.hook == method.rawValue && $0.outcome != .unavailable
                }
        }
        return await withTaskGroup(of: (Int, Round).self) { group in
            for (position, supervisor) in asked.enumerated() {
                group.addTask {
                    let params = question(method, thread, queues: queues, to: supervisor.plugin)
                    return (position, await ask(supervisor, method, params, read))
                }
            }
            let rounds = await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }
            return rounds.reduce(into: Round()) { sum, round in
                sum.decisions += round.1.decisions
                sum.unanswered += round.1.unanswered
            }
        }
    }

    /// Asks one plugin, whatever becomes of it.
    private func ask<Result: Codable & Sendable>(
        _ supervisor: PluginSupervisor, _ method: Method, _ params: DecisionParams,
        _ read: @Sendable (Result) -> [Answer]
    ) async -> Round {
        let id = supervisor.plugin.manifest.id
        var round = Round()
        let answers: [Answer]
        do {
            guard let result = try await supervisor.call(method, params, answers: Result.self) else {
                return round
            }
            answers = read(result)
        } catch let error as ResponseError {
            let isBusy = error.knownCode == .busy
            let reason = "it answered with error \(error.code): \(error.message)"
            answers = [(isBusy ? .unavailable : .failed, 0, reason)]
        } catch let failure as CallFailure {
            answers = [(failure.kind == .unusable ? .failed : .unavailable, 0, "\(failure)")]
            if failure.kind == .unanswered { round.unanswered = [(id, method.rawValue)] }
        } catch {
            answers = [(.failed, 0, "the question could not be written")]
        }
        round.decisions = answers.map { answer in
            Decision(
                plugin: id, hook: method.rawValue, outcome: answer.outcome,
                confidence: min(1, max(0, answer.confidence)), reason: answer.reason, at: now())
        }
        return round
    }

    private func question(
        _ method: Method, _ thread: TicketThread, queues: [String], to plugin: InstalledPlugin
    ) -> DecisionParams {
        let ticket = thread.ticket
        return DecisionParams(
            call: "\(plugin.manifest.id):\(method.rawValue):\(ticket.id):\(ticket.revision)",
            at: now().formatted(.iso8601), deadlineMilliseconds: plugin.timeoutMilliseconds(for: method),
            ticket: TicketSnapshot(ticket, body: thread.messages.first?.body ?? ""),
            choices: Choices(queues: queues))
    }
}

extension Strength {
    /// The domain's word for the wire's.
    fileprivate init(_ strength: Proposal.Strength) {
        switch strength {
        case .hint: self = .hint
        case .should: self = .should
        case .must: self = .must
        }
    }
}

extension Answer {
    /// Why there is nothing.
    fileprivate var abstention: String { if case .abstained(let reason) = kind { reason } else { "" } }
}
