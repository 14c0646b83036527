// Explaining a due time: the same walk that finds it, written down.

public import FoundationEssentials

extension ServiceLevels {
    /// How the due time of a promise came about.
    ///
    /// - Returns: `nil` when nothing of the kind is promised, or its clock does not run.
    /// - Throws: ``CalendarError`` when the calendar does not open for long enough.
    public func explain(
        _ target: SLATarget.Kind, of ticket: TicketState, at now: Date
    ) throws(CalendarError) -> SLAExplanation? {
        guard ticket.mergedInto == nil, let policy = policy(for: ticket),
            let promise = policy.targets.first(where: { $0.kind == target }),
            let face = ClockFace(promise, on: ticket.service)
        else { return nil }
        let calendar = calendar(of: policy)
        let clock = try face.clock(policy: policy.id, calendar: calendar, now: now)
        var steps: [SLAStep] = [
            .policy(id: policy.id, title: policy.title, because: policy.conditions.words),
            .promise(
                target, milliseconds: clock.promisedMilliseconds, calendar: calendar.id,
                zone: calendar.zone.name),
            .pauses(promise.pauses),
            .began(at: face.start),
        ]
        var story = ClockStory(calendar: calendar, left: clock.promisedMilliseconds)
        steps += story.tell(face, pauses: ticket.service.pauses, target: promise)
        if let near = clock.nearAt { steps.append(.near(at: near)) }
        if let due = clock.dueAt { steps.append(.due(at: due)) }
        if case .fulfilled(let moment) = clock.standing {
            steps.append(.fulfilled(at: moment, inTime: !clock.isBreached(at: moment)))
        }
        return SLAExplanation(steps: steps, zone: calendar.zone)
    }
}

/// Follows a clock until its time has run.
private struct ClockStory {
    /// So many stretches are told one by one.
    static let mostStretches = 12

    let calendar: BusinessCalendar
    var left: Int64
    var steps: [SLAStep] = []

    init(calendar: BusinessCalendar, left: Int64) {
        self.calendar = calendar
        self.left = left
    }

    mutating func tell(_ face: ClockFace, pauses: [ServicePause], target: SLATarget) -> [SLAStep] {
        let counted = target.pauses.union([.solved, .merged])
        var still = face.still[...]
        if let first = still.first, first.lowerBound == face.start.milliseconds {
            stand(first, pauses, counted)
            still.removeFirst()
        }
        for stretch in face.running where left > 0 {
            run(stretch)
            guard left > 0, let pause = still.popFirst() else { continue }
            stand(pause, pauses, counted)
        }
        return steps
    }

    private mutating func stand(
        _ still: Range<Int64>, _ pauses: [ServicePause], _ counted: Set<ServicePause.Reason>
    ) {
        let reasons = pauses.filter { pause in
            counted.contains(pause.reason) && pause.from.milliseconds < still.upperBound
                && (pause.to?.milliseconds ?? .max) > still.lowerBound
        }
        steps.append(
            .stood(
                from: Date(milliseconds: still.lowerBound),
                to: still.upperBound == .max ? nil : Date(milliseconds: still.upperBound),
                Set(reasons.map(\.reason))))
    }

    private mutating func run(_ stretch: Range<Int64>) {
        var open: [Range<Int64>] = []
        var missing = left
        calendar.walk(from: stretch.lowerBound, to: stretch.upperBound) { opens, closes in
            let end = min(closes, opens + missing)
            missing -= end - opens
            if let last = open.last, last.upperBound == opens {
                open[open.count - 1] = last.lowerBound..<end
            } else {
                open.append(opens..<end)
            }
            return missing > 0
        }
        var from = stretch.lowerBound
        for shift in open.prefix(Self.mostStretches) {
            shut(from, shift.lowerBound)
            left -= shift.upperBound - shift.lowerBound
            steps.append(
                .ran(
                    from: Date(milliseconds: shift.lowerBound), to: Date(milliseconds: shift.upperBound),
                    leftMilliseconds: left))
            from = shift.upperBound
        }
        let rest = open.dropFirst(Self.mostStretches)
        if let first = rest.first, let last = rest.last {
            shut(from, first.lowerBound)
            left = missing
            steps.append(
                .ranOver(
                    shifts: rest.count, from: Date(milliseconds: first.lowerBound),
                    to: Date(milliseconds: last.upperBound), leftMilliseconds: left))
            from = last.upperBound
        }
        if left > 0, stretch.upperBound < .max { shut(from, stretch.upperBound) }
    }

    private mutating func shut(_ from: Int64, _ to: Int64) {
        guard from < to else { return }
        let first = localDay(from)
        // A year is enough to name: whoever closes for longer has said so otherwise.
        let last = max(first, min(localDay(to - 1), first + 366))
        let names = (first...last).flatMap { day in
            calendar.week[Weekday.index(dayNumber: day)].isEmpty
                ? [] : calendar.holidays(ofDay: day).map(\.name)
        }
        let unique = names.enumerated().filter { !names[..<$0.offset].contains($0.element) }.map(\.element)
        steps.append(
            .shut(
                from: Date(milliseconds: from), to: Date(milliseconds: to),
                unique.isEmpty ? .outsideHours : .holidays(unique)))
    }

    private func localDay(_ milliseconds: Int64) -> Int {
        let second = milliseconds.flooredDivision(by: 1000)
        return Int((second + Int64(calendar.zone.segment(at: second).offset)).flooredDivision(by: 86_400))
    }
}
