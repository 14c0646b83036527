// What was promised about a ticket, as agents see it.

internal import FoundationEssentials
public import Tickets

/// One promise about a ticket.
public struct Promise: Sendable, Equatable {
    /// Where it stands.
    public let clock: SLAClock
    /// Whether it was broken.
    public let isBroken: Bool
    /// Whether its due time is near, as the operator has said what that is.
    public let isNear: Bool
    /// How its due time came about, a sentence for each step, in the calendar's own time.
    public let explanation: [String]
    /// When it is or was due, on the clocks of the calendar; `nil` while the clock stands still.
    public let dueWords: String?
}

extension HelpDesk {
    /// What is promised about a ticket, in the policy's order.
    ///
    /// - Throws: `CalendarError` when a calendar is not open for long enough.
    public func promises(of ticket: Ticket) throws -> [Promise] {
        let (now, levels) = (now, settings.levels)
        return try levels.clocks(for: ticket.state, at: now).map { clock in
            let words = try levels.explain(clock.target, of: ticket.state, at: now)?.words() ?? []
            return Promise(
                clock: clock, isBroken: clock.isBreached(at: now), isNear: clock.isNear(at: now),
                explanation: words,
                dueWords: words.first { $0.hasPrefix("Due on ") }.map { String($0.dropFirst(7).dropLast()) })
        }
    }
}
