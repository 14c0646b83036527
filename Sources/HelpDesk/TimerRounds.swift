// What happens to tickets by itself: snoozed ones come back, promises are broken, solved ones close.

internal import FoundationEssentials
internal import Logging
internal import TicketStore
internal import Tickets

/// Fires the timers that are due, and sleeps until the next one is.
actor TimerRounds {
    /// The longest sleep: a clock that is set forward is noticed then.
    private static let longestPause = Duration.seconds(60)
    /// How long a file waits for the message that it was kept for.
    private static let fileSeconds = 86_400.0
    private static let tidyEverySeconds = 3_600.0
    /// Recorded calls of plugins live 90 days or 1 GiB (protocol, "Trying a plugin on the past").
    private static let callSeconds = 90 * 86_400.0
    private static let mostCallBytes = 1 << 30

    private let store: any TicketStore
    private let levels: ServiceLevels
    private let letters: DeskLetters
    private let now: @Sendable () -> Date
    private let logger: Logger
    private var tidiedAt = Date.distantPast

    init(
        store: any TicketStore, levels: ServiceLevels, letters: DeskLetters,
        now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.store = store
        self.levels = levels
        self.letters = letters
        self.now = now
        self.logger = logger
    }

    /// Works until the task is cancelled.
    ///
    /// - Parameter then: is called after each round.
    func run(_ signal: WorkSignal, then: @Sendable () -> Void = {}) async {
        store.promise(levels) { [logger] ticket, error in
            logger.error("\(ticket) has no due times: \(error)")
        }
        var isPlanned = false
        var alarm: Task<Void, any Error>?
        defer { alarm?.cancel() }
        signal.ring(everything: true)
        for await _ in signal.rings {
            // Other promises than those of the run before.
            if !isPlanned { isPlanned = await planAnew() }
            let (pause, hasFired) = await round()
            if hasFired { then() }
            alarm?.cancel()
            alarm = Task {
                try await Task.sleep(for: pause)
                signal.ring(everything: true)
            }
        }
    }

    /// - Returns: whether all tickets were planned.
    private func planAnew() async -> Bool {
        do {
            var position = TicketID(0)
            while let last = try await store.replan(after: position, limit: 200, now: now()) {
                position = last
            }
            return true
        } catch {
            logger.failure("timers could not be planned", error)
            return false
        }
    }

    /// Fires what is due. A ticket on which that fails does not stop the others.
    ///
    /// - Returns: how long there is nothing to do, and whether anything was done.
    private func round() async -> (pause: Duration, hasFired: Bool) {
        var seen: Set<TicketTimer> = []
        do {
            while !Task.isCancelled {
                let due = try await store.dueTimers(now: now(), limit: 100 + seen.count)
                    .filter { !seen.contains($0) }
                if due.isEmpty { break }
                seen.formUnion(due)
                for (ticket, timers) in Dictionary(grouping: due, by: \.ticket).sorted(by: { $0.key < $1.key }
                ) {
                    await fire(timers, of: ticket)
                }
            }
            try await tidy()
            guard let next = try await store.nextDue(after: now()) else {
                return (Self.longestPause, !seen.isEmpty)
            }
            let pause = Duration.milliseconds(Int64((next.timeIntervalSince(now()) * 1000).rounded(.up)))
            return (min(max(pause, .milliseconds(10)), Self.longestPause), !seen.isEmpty)
        } catch {
            logger.failure("timers could not be worked on", error)
            return (.seconds(5), !seen.isEmpty)
        }
    }

    private func fire(_ timers: [TicketTimer], of ticket: TicketID) async {
        do {
            let asks = timers.contains { $0.purpose == .survey }
            let isAnswered = asks ? try await SurveyRules.isAnswered(ticket, store) : false
            _ = try await store.edit(ticket, now: now()) { [levels, letters] edit in
                for timer in timers {
                    if timer.purpose == .survey {
                        try SurveyRules.fire(timer, levels, letters, isAnswered: isAnswered, &edit)
                    } else {
                        try edit.fire(timer, levels)
                    }
                }
            }
        } catch {
            logger.failure("a timer of \(ticket) could not be fired", error)
        }
    }

    /// Files whose message never came go.
    private func tidy() async throws {
        guard now().timeIntervalSince(tidiedAt) >= Self.tidyEverySeconds else { return }
        tidiedAt = now()
        let count = try await store.removeUnusedFiles(keptBefore: tidiedAt - Self.fileSeconds)
        if count > 0 { logger.info("\(count) files that no message has were removed") }
        try await store.trimCastVotes(before: tidiedAt - Self.callSeconds)
        _ = try await store.trimPluginCalls(
            before: tidiedAt - Self.callSeconds, mostBytes: Self.mostCallBytes)
    }
}
