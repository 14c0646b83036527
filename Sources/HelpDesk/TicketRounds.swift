// Asking the plugins about tickets, round after round.

internal import FoundationEssentials
internal import Logging
internal import TicketStore
internal import Tickets

/// Puts tickets to the plugins that they have not answered yet.
actor TicketRounds {
    private let store: any TicketStore
    private let decider: TicketDecider
    private let answers: AnswerRounds?
    private let pressure: IntakePressure
    private let logger: Logger
    private var newest = TicketID(0)
    private var lastEvent: Int64?

    /// - Parameter answers: asks for answers to customers once a ticket is where it belongs; `nil` when
    ///   the decider does.
    init(
        store: any TicketStore, decider: TicketDecider, answers: AnswerRounds? = nil,
        pressure: IntakePressure = IntakePressure(), logger: Logger
    ) {
        self.store = store
        self.decider = decider
        self.answers = answers
        self.pressure = pressure
        self.logger = logger
    }

    /// Goes through the tickets in order. A ticket that cannot be worked on does not stop the others.
    ///
    /// - Parameter then: is called whenever something was kept.
    func round(everything: Bool, then: @Sendable () -> Void = {}) async -> WorkLoop.Rest {
        var position = everything ? TicketID(0) : newest
        var rest = WorkLoop.Rest.untilRung
        do {
            let again = try await spokenAgain().filter { $0 <= position }
            rest = max(rest, await decide(again, then))
            while case let batch = try await store.undecided(after: position, limit: 100), !batch.isEmpty {
                // What waits for answers is undecided, and not to be asked about twice.
                rest = max(rest, await decide(await answers?.without(batch) ?? batch, then))
                guard !Task.isCancelled else { return .untilRung }
                position = batch.max() ?? position
                newest = max(newest, position)
            }
        } catch {
            logger.failure("undecided tickets could not be read", error)
            rest = .retry
        }
        return rest
    }

    private func decide(_ ids: [TicketID], _ then: @Sendable () -> Void) async -> WorkLoop.Rest {
        var rest = WorkLoop.Rest.untilRung
        var waiting = ids
        while !waiting.isEmpty {
            await pressure.giveWay()
            guard !Task.isCancelled else { return .untilRung }
            let step = await decider.decideNext(of: waiting)
            waiting = step.left
            rest = max(rest, step.rest)
            await answers?.take(step.decided)
            if step.hasKept { then() }
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
}
