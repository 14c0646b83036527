// Letting a clock run over a ticket's life.

internal import FoundationEssentials

/// What a clock counts: from when, until when, and where it stands still.
struct ClockFace {
    let target: SLATarget
    let start: Date
    let fulfilledAt: Date?
    /// Pauses of this clock, in milliseconds since 1970, ascending and apart; the last may be open.
    let still: [Range<Int64>]
    /// Why it stands still at its end.
    let reasons: Set<ServicePause.Reason>

    /// The clock of a target on a ticket; `nil` when it does not apply.
    init?(_ target: SLATarget, on service: ServiceRecord) {
        let start: Date?
        switch target.kind {
        case .firstReply:
            start = service.askedAt
            fulfilledAt = service.firstReplyAt
        case .nextReply:
            start = service.waitingSince
            fulfilledAt = nil
        case .resolution:
            start = service.startedAt
            fulfilledAt = service.solvedAt
        }
        guard let start else { return nil }
        self.target = target
        self.start = start
        let counted = target.pauses.union([.solved, .merged])
        let end = fulfilledAt
        let pauses = service.pauses.filter { pause in
            counted.contains(pause.reason) && (pause.to ?? .distantFuture) > start
                && end.map { pause.from < $0 } != false
        }
        let first = start.milliseconds
        still = pauses.map { pause in
            max(pause.from.milliseconds, first)..<(pause.to?.milliseconds ?? .max)
        }.united()
        reasons = fulfilledAt == nil ? Set(pauses.filter { $0.to == nil }.map(\.reason)) : []
    }

    /// The stretches in which the clock runs; the last ends where it stands still for good.
    var running: [Range<Int64>] {
        var result: [Range<Int64>] = []
        var from = start.milliseconds
        for pause in still {
            if from < pause.lowerBound { result.append(from..<pause.lowerBound) }
            from = pause.upperBound
        }
        if from < .max { result.append(from..<Int64.max) }
        return result
    }

    /// When some open time has run; `nil` when the clock stands still before.
    func moment(after milliseconds: Int64, by calendar: BusinessCalendar) throws(CalendarError) -> Date? {
        var left = milliseconds
        for stretch in running {
            var end = stretch.lowerBound
            let isWalked = calendar.walk(from: stretch.lowerBound, to: stretch.upperBound) { opens, closes in
                end = min(closes, opens + left)
                left -= end - opens
                return left > 0
            }
            if !isWalked || left == 0 { return Date(milliseconds: end) }
            if stretch.upperBound == .max { throw .neverOpen }
        }
        return nil
    }

    /// The open time that has run until a moment.
    func used(until moment: Date, by calendar: BusinessCalendar) -> Int64 {
        let last = min(fulfilledAt ?? moment, moment).milliseconds
        return running.reduce(0) { sum, stretch in
            guard stretch.lowerBound < last else { return sum }
            var used: Int64 = 0
            calendar.walk(from: stretch.lowerBound, to: min(stretch.upperBound, last)) { opens, closes in
                used += closes - opens
                return true
            }
            return sum + used
        }
    }
}
