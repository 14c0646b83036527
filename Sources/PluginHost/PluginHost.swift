// All plugins of a desk: asked in parallel, their answers put together.

public import FoundationEssentials
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
    }

    private let supervisors: [PluginSupervisor]
    private let now: @Sendable () -> Date

    /// A host; nothing runs before ``run()``.
    public init(_ plugins: [InstalledPlugin], logger: Logger, now: @escaping @Sendable () -> Date) {
        supervisors = plugins.map { PluginSupervisor($0, logger: logger) }
        self.now = now
    }

    /// Keeps every plugin running until the task is cancelled.
    public func run() async {
        await withTaskGroup { group in
            for supervisor in supervisors { group.addTask { await supervisor.run() } }
        }
    }

    /// Asks every plugin where a ticket belongs and what to answer. A plugin that is late, wrong or
    /// dead costs its own answer and nothing else.
    public func decide(_ thread: TicketThread, queues: [String]) async -> Verdict {
        let routes = await ask(.route, thread, queues: queues, answers: RouteResult.self) { result in
            guard let proposals = result.proposals, !proposals.isEmpty else {
                return [(.abstained, 0, result.reason ?? "")]
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
            guard let replies = result.replies, !replies.isEmpty else {
                return [(.abstained, 0, result.reason ?? "")]
            }
            return replies.map { (.suggestedReply($0.bodyMarkdown), $0.confidence, $0.reason) }
        }
        let (settled, queue) = ProposalMerge.settle(routes)
        return Verdict(decisions: settled + replies, queue: queue)
    }

    private typealias Answer = (outcome: Decision.Outcome, confidence: Double, reason: String)

    /// Asks the plugins that have a hook, in parallel; the decisions stand in the plugins' order.
    private func ask<Result: Codable & Sendable>(
        _ method: Method, _ thread: TicketThread, queues: [String], answers: Result.Type,
        _ read: @escaping @Sendable (Result) -> [Answer]
    ) async -> [Decision] {
        let asked = supervisors.filter { $0.plugin.manifest.hooks[method.rawValue] != nil }
        return await withTaskGroup(of: (Int, [Decision]).self) { group in
            for (position, supervisor) in asked.enumerated() {
                group.addTask {
                    let plugin = supervisor.plugin
                    let params = question(method, thread, queues: queues, to: plugin)
                    let answers: [Answer]
                    do {
                        answers = read(try await supervisor.call(method, params, answers: Result.self))
                    } catch let error as ResponseError {
                        answers = [(.failed, 0, "it answered with error \(error.code): \(error.message)")]
                    } catch {
                        answers = [(.failed, 0, "\(error)")]
                    }
                    let decisions = answers.map { answer in
                        Decision(
                            plugin: plugin.manifest.id, hook: method.rawValue, outcome: answer.outcome,
                            confidence: min(1, max(0, answer.confidence)), reason: answer.reason, at: now())
                    }
                    return (position, decisions)
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
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
