// Walking through the open hours of a calendar, instant by instant of real time.

public import FoundationEssentials

extension BusinessCalendar {
    /// How far ahead a due time is looked for. A calendar whose holidays leave it no open hour would
    /// otherwise be walked through for ever.
    static let horizonDays = 20_000

    /// The first instant at which a calendar has been open for some time.
    ///
    /// A target that is used up when a shift ends is due at the end of that shift, not on the next
    /// morning.
    ///
    /// - Parameter milliseconds: how long it must have been open.
    /// - Throws: ``CalendarError/neverOpen`` when that is not reached within fifty years.
    public func due(
        after milliseconds: Int64, from start: Date
    ) throws(CalendarError) -> Date {
        guard milliseconds > 0 else { return start }
        var left = milliseconds
        var due = start.milliseconds
        let isReached = walk(from: start.milliseconds, to: .max) { opens, closes in
            due = min(closes, opens + left)
            left -= due - opens
            return left > 0
        }
        guard !isReached else { throw .neverOpen }
        return Date(milliseconds: due)
    }

    /// For how many milliseconds it is open between two instants; 0 when they are not in order.
    public func openMilliseconds(from start: Date, to end: Date) -> Int64 {
        var sum: Int64 = 0
        walk(from: start.milliseconds, to: end.milliseconds) { opens, closes in
            sum += closes - opens
            return true
        }
        return sum
    }

    /// Hands over each open stretch between two instants, in milliseconds since 1970, in order.
    /// Two of them may touch.
    ///
    /// Stretches in which the clocks are not turned are walked through one after the other, and
    /// inside of each the days of the wall's calendar. So no minute is lost or counted twice, also
    /// where a zone skips a whole day or turns its clocks back over midnight.
    ///
    /// - Parameter body: returns whether to go on.
    /// - Returns: whether the walk came to its end without being stopped.
    @discardableResult
    func walk(from start: Int64, to end: Int64, _ body: (Int64, Int64) -> Bool) -> Bool {
        guard start < end else { return true }
        if isAlwaysOpen { return body(start, end) }
        var now = start.flooredDivision(by: 1000)
        var segment = zone.segment(at: now)
        var day = (now + Int64(segment.offset)).flooredDivision(by: 86_400)
        for _ in 0..<Self.horizonDays {
            let midnight = day * 86_400 - Int64(segment.offset)
            for open in openSeconds(ofDay: Int(day)) {
                let opens = max(max(midnight + Int64(open.lowerBound), now) * 1000, start)
                let closes = min(min(midnight + Int64(open.upperBound), segment.until) * 1000, end)
                if opens < closes, !body(opens, closes) { return false }
            }
            if midnight + 86_400 >= segment.until {
                now = segment.until
                segment = zone.segment(at: now)
                day = (now + Int64(segment.offset)).flooredDivision(by: 86_400)
            } else {
                day += 1
            }
            guard midnight < end / 1000 else { return true }
        }
        return true
    }
}
