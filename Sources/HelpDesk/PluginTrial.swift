// A plugin asked about a ticket, in words, and nothing kept.

internal import FoundationEssentials
internal import Logging
public import PluginHost
internal import PluginProtocol
public import TicketStore
internal import Tickets

/// Asks one plugin what it would do with a ticket as it came in, and whether it would ask how it went.
public struct PluginTrial: Sendable {
    private let plugin: InstalledPlugin
    private let facts: DeskFacts
    private let listener: @Sendable (String) -> Void

    /// A trial on a desk.
    ///
    /// - Parameters:
    ///   - articles: searches the help centre for a plugin that may.
    ///   - listener: hears what the plugin logs, which is kept nowhere.
    public init(
        _ plugin: InstalledPlugin, settings: DeskSettings, store: some TicketStore,
        articles: @escaping ArticleSearch = { _, _, _ in nil },
        listener: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.plugin = plugin
        self.listener = listener
        facts = DeskFacts(settings, store: store, now: { Date() }, articles: articles)
    }

    /// What it says, a line for each answer, and what would change.
    public func ask(_ thread: TicketThread) async throws -> [String] {
        // What it has said before is not held against it.
        let fresh = TicketThread(
            ticket: thread.ticket, messages: thread.messages,
            decisions: thread.decisions.filter { $0.plugin != plugin.manifest.id }, events: thread.events,
            correspondent: thread.correspondent)
        let host = PluginHost(trying: plugin, listener: listener)
        return try await withThrowingTaskGroup(of: [String].self) { group in
            group.addTask {
                await host.run()
                return []
            }
            group.addTask {
                let verdict = try await host.decide(fresh, facts)
                let lines = Self.words(verdict.decisions, verdict.work, thread.ticket)
                return lines + (try await survey(fresh, host))
            }
            let lines = try await group.next() ?? []
            group.cancelAll()
            return lines
        }
    }

    /// What it would plan if the ticket were solved now, when it is not.
    private func survey(_ thread: TicketThread, _ host: PluginHost) async throws -> [String] {
        guard host.plansSurveys else { return [] }
        var draft = TicketEdit(thread.ticket, now: Date())
        let isSolved = thread.ticket.status.isFinished
        if !isSolved { try draft.apply(.move(to: .solved), by: .desk) }
        guard SurveyRules.mayBePlanned(draft.ticket) else {
            return [
                "survey.plan: not asked: nobody is asked about a ticket that is spam, held, merged or erased"
            ]
        }
        let solved = TicketThread(
            ticket: draft.ticket, messages: thread.messages, decisions: thread.decisions,
            events: thread.events, correspondent: thread.correspondent)
        let verdict = try await host.planSurvey(solved, solvedAt: Date(), facts)
        let lines = Self.words(verdict.decisions, verdict.work, draft.ticket)
        return isSolved ? lines : lines.map { "were it solved now: \($0)" }
    }

    private static func words(
        _ decisions: [Decision], _ work: [PluginWork], _ ticket: Ticket
    ) -> [String] {
        var lines = decisions.map { decision in
            switch decision.outcome {
            case .proposedQueue(let queue, let strength):
                return
                    "\(decision.hook): queue \(ticket.queue) → \(queue) (\(strength), \(decision.confidence)): \(decision.reason)"
            case .proposed(let field, let value, let strength):
                return
                    "\(decision.hook): \(field) → \(value) (\(strength), \(decision.confidence)): \(decision.reason)"
            case .enriched(let found): return "\(decision.hook): \(found.joined(separator: ", "))"
            case .suggestedReply(let body):
                return "\(decision.hook): would answer (\(decision.confidence)): \(decision.reason)\n\(body)"
            case .plannedSurvey(let kind, let seconds, let channel):
                return
                    "\(decision.hook): would ask \(kind) by \(channel) after \(seconds) s: \(decision.reason)"
            case .plannedNoSurvey: return "\(decision.hook): would not ask: \(decision.reason)"
            case .allowed: return "\(decision.hook): has nothing against it. \(decision.reason)"
            case .held: return "\(decision.hook): would hold it: \(decision.reason)"
            case .abstained: return "\(decision.hook): nothing: \(decision.reason)"
            case .failed, .unavailable: return "\(decision.hook): no answer: \(decision.reason)"
            }
        }
        for work in work where work.state != nil {
            lines.append("\(work.call.method): its state would be \(work.state?.document ?? "")")
        }
        return lines
    }
}
