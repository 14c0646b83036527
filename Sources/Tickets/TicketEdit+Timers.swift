// What happens to a ticket when a timer is due.

internal import FoundationEssentials

extension TicketEdit {
    /// Does what a timer is for, if that is still so: a timer that comes late, twice, or after the
    /// ticket has changed does no harm.
    ///
    /// - Returns: whether anything happened.
    /// - Throws: ``CalendarError`` when the calendar does not open for long enough.
    @discardableResult
    public mutating func fire(_ timer: TicketTimer, _ levels: ServiceLevels) throws(CalendarError) -> Bool {
        guard timer.ticket == ticket.id, timer.due <= now, let command = try command(timer, levels),
            let happened = try? ticket.state.apply(command, by: .desk, at: now)
        else { return false }
        events += happened
        return !happened.isEmpty
    }

    /// Says that due times have passed, before an edit that stops their clocks. Where a timer comes
    /// late, a broken promise is written down all the same, also that of a next reply, whose clock
    /// is gone once it is given.
    ///
    /// - Throws: ``CalendarError`` when the calendar does not open for long enough.
    public mutating func markPassed(_ levels: ServiceLevels) throws(CalendarError) {
        for timer in try levels.timers(for: ticket.state, at: now) {
            if case .slaBreached = timer.purpose { try fire(timer, levels) }
        }
    }

    private func command(
        _ timer: TicketTimer, _ levels: ServiceLevels
    ) throws(CalendarError) -> TicketCommand? {
        switch timer.purpose {
        case .wake: ticket.state.snooze?.generation == timer.generation ? .wake : nil
        case .close:
            ticket.status == .solved && ticket.state.statusRevision == timer.generation
                ? .move(to: .closed) : nil
        case .survey: ticket.state.surveyPlan.flatMap { $0.due <= now ? .surveySent($0.kind) : nil }
        case .slaNear(let target):
            try clock(target, levels).flatMap { clock in
                guard clock.standing == .running, let near = clock.nearAt, let due = clock.dueAt, near <= now
                else { return nil }
                return .mark(SLAMark(.near, target, due: due))
            }
        case .slaBreached(let target):
            try clock(target, levels).flatMap { clock in
                guard let due = clock.dueAt, clock.isBreached(at: now) else { return nil }
                return .mark(SLAMark(.breached, target, due: due))
            }
        }
    }

    private func clock(
        _ target: SLATarget.Kind, _ levels: ServiceLevels
    ) throws(CalendarError) -> SLAClock? {
        // The clock is read anew: a message that came in between counts.
        try levels.clocks(for: ticket.state, at: now).first { $0.target == target }
    }
}
