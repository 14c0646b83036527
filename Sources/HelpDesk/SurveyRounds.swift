// Asking the plugins whether a customer is asked how it went, ticket after ticket.

internal import FoundationEssentials
internal import Logging
internal import PluginHost
internal import TicketStore
internal import Tickets

/// Follows the events and has a survey planned for each ticket that is solved. What it plans is a
/// timer of the ticket.
actor SurveyRounds {
    /// Under this name the store keeps how far it has come. No plugin's id begins so.
    static let name = "$survey"
    private static let batch = 500
    private static let mostConflicts = 3
    /// So long plugins are waited for that cannot be asked; then those decide that can.
    private static let patienceSeconds = 3_600.0

    private let store: any TicketStore
    private let host: PluginHost
    private let facts: DeskFacts
    private let now: @Sendable () -> Date
    private let logger: Logger
    /// Whether the last round has planned any.
    private(set) var hasPlanned = false

    init(
        store: any TicketStore, host: PluginHost, facts: DeskFacts, now: @escaping @Sendable () -> Date,
        logger: Logger
    ) {
        self.store = store
        self.host = host
        self.facts = facts
        self.now = now
        self.logger = logger
    }

    /// Goes on to the last event there is, or to the first ticket for which a plugin is to be waited.
    func round() async -> WorkLoop.Rest {
        hasPlanned = false
        do {
            // What was solved before anybody planned surveys is not asked about.
            guard host.plansSurveys else {
                let last = try await store.lastEvent()
                // Whoever only looks writes nothing: a desk at rest leaves its disk alone.
                if try await store.pluginRecord(Self.name).cursor != last {
                    try await store.moveDeliveries(to: Self.name, to: last)
                }
                return .untilRung
            }
            try await store.beginEvents(for: Self.name)
            return try await follow()
        } catch {
            logger.failure("surveys could not be planned", error)
            return .retry
        }
    }

    private func follow() async throws -> WorkLoop.Rest {
        let start = try await store.pluginRecord(Self.name).cursor ?? 0
        var done = start
        while case let events = try await store.events(after: done, limit: Self.batch), let last = events.last
        {
            for event in events where event.event.kind == .solved {
                guard !Task.isCancelled else { return .untilRung }
                let rest = try await plan(event)
                guard rest == .untilRung else {
                    try await store.moveDeliveries(to: Self.name, to: event.number - 1)
                    return rest
                }
            }
            done = last.number
            try await store.moveDeliveries(to: Self.name, to: done)
        }
        return .untilRung
    }

    private func plan(_ solved: NumberedEvent) async throws -> WorkLoop.Rest {
        guard let thread = try await store.thread(solved.ticket), SurveyRules.mayBePlanned(thread.ticket),
            thread.events.last(where: { $0.kind == .solved })?.revision == solved.event.revision
        else { return .untilRung }
        let isLate = now().timeIntervalSince(solved.event.at) >= Self.patienceSeconds
        for _ in 1...Self.mostConflicts {
            let verdict = try await host.planSurvey(thread, solvedAt: solved.event.at, facts)
            guard !Task.isCancelled else { return .look }
            let isOver = verdict.isComplete || isLate
            do {
                try await keep(verdict, of: solved.ticket, isOver: isOver)
                return isOver ? .untilRung : .look
            } catch PluginCommitError.stateChanged {
                continue
            } catch PluginCommitError.alreadyDone {
                return .untilRung
            }
        }
        return .retry
    }

    private func keep(_ verdict: SurveyVerdict, of id: TicketID, isOver: Bool) async throws {
        // Of a shadow alone there is nothing to keep here.
        let isPlanned = isOver && verdict.plan != nil
        guard isPlanned || !verdict.decisions.isEmpty || !verdict.work.isEmpty else { return }
        let at = now()
        hasPlanned = true
        try await store.commit(verdict.work, to: [id], now: at) { edits in
            edits[id]?.note(verdict.decisions)
            guard isOver, let plan = verdict.plan, var edit = edits[id] else { return }
            let planned = PlannedSurvey(
                plan.kind, due: at + Double(plan.afterSeconds), channel: plan.channel)
            // It may have been opened again meanwhile: then nobody is asked.
            try? SurveyRules.plan(planned, by: plan.plugin, &edit)
            edits[id] = edit
        }
    }
}
