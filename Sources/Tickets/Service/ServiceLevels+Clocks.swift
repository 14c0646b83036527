// Due times and timers: from a ticket's state, its policy and a calendar, and nothing else.

public import FoundationEssentials

extension ServiceLevels {
    /// The clocks of a ticket, each target of its policy that applies to it, in the policy's order.
    /// A ticket that is part of another one has none.
    ///
    /// What policy and calendar say now counts from the beginning: after a change of the priority,
    /// of the policy or of a holiday the due times are those of a ticket that had always been so.
    ///
    /// - Throws: ``CalendarError`` when the calendar does not open for long enough.
    public func clocks(for ticket: TicketState, at now: Date) throws(CalendarError) -> [SLAClock] {
        guard ticket.mergedInto == nil, let policy = policy(for: ticket) else { return [] }
        let calendar = calendar(of: policy)
        var clocks: [SLAClock] = []
        for target in policy.targets {
            guard let face = ClockFace(target, on: ticket.service) else { continue }
            clocks.append(try face.clock(policy: policy.id, calendar: calendar, now: now))
        }
        return clocks
    }

    /// What has to happen to a ticket by itself, and when. After each change of a ticket, and of the
    /// settings, they replace all that was planned for it before.
    ///
    /// - Throws: ``CalendarError`` when the calendar does not open for long enough.
    public func timers(for ticket: TicketState, at now: Date) throws(CalendarError) -> [TicketTimer] {
        guard ticket.mergedInto == nil else { return [] }
        var timers: [TicketTimer] = []
        let add = { (what: TicketTimer.Purpose, due: Date, generation: Int) in
            timers.append(TicketTimer(what, ticket: ticket.id, due: due, generation: generation))
        }
        if let snooze = ticket.snooze { add(.wake, snooze.until, snooze.generation) }
        if ticket.status == .solved, let seconds = closesAfterSeconds, let solvedAt = ticket.service.solvedAt
        {
            add(.close, solvedAt.addingTimeInterval(Double(seconds)), ticket.statusRevision)
        }
        if let plan = ticket.surveyPlan { add(.survey, plan.due, 0) }
        guard ticket.status != .closed else { return timers }
        for clock in try clocks(for: ticket, at: now) {
            guard let due = clock.dueAt else { continue }
            let isSaid = { (kind: SLAMark.Kind) in
                ticket.marks.contains(SLAMark(kind, clock.target, due: due))
            }
            // A promise that was broken before its clock stopped is still to be written down.
            guard clock.standing == .running || clock.isBreached(at: now), !isSaid(.breached) else {
                continue
            }
            // The instant itself is in time: a millisecond later it is not.
            add(.slaBreached(clock.target), Date(milliseconds: due.milliseconds + 1), ticket.revision)
            if clock.standing == .running, let near = clock.nearAt, !isSaid(.near) {
                add(.slaNear(clock.target), near, ticket.revision)
            }
        }
        return timers
    }
}

extension ClockFace {
    func clock(policy: String, calendar: BusinessCalendar, now: Date) throws(CalendarError) -> SLAClock {
        let promised = Int64(target.withinSeconds) * 1000
        let standing: SLAClock.Standing =
            if let fulfilledAt { .fulfilled(at: fulfilledAt) } else if reasons.isEmpty { .running } else {
                .paused(reasons)
            }
        return SLAClock(
            target: target.kind, policy: policy, startedAt: start, standing: standing,
            promisedMilliseconds: promised, usedMilliseconds: used(until: now, by: calendar),
            dueAt: try moment(after: promised, by: calendar),
            nearAt: try target.nearSeconds.flatMap { (seconds) throws(CalendarError) in
                try moment(after: promised - Int64(seconds) * 1000, by: calendar)
            })
    }
}
