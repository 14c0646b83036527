// Which timers a ticket has, by the promises that hold at the moment.

public import FoundationEssentials
internal import Synchronization
public import Tickets

/// The promises that a store plans timers by. A store keeps one, and asks it at each commit.
public final class TimerPlan: Sendable {
    private struct Promises {
        var levels = ServiceLevels.none
        var onError: @Sendable (TicketID, CalendarError) -> Void = { _, _ in }
    }

    private let promises = Mutex(Promises())

    /// Nothing is promised.
    public init() {}

    /// Plans by other promises from now on.
    public func use(_ levels: ServiceLevels, onError: @escaping @Sendable (TicketID, CalendarError) -> Void) {
        promises.withLock { $0 = Promises(levels: levels, onError: onError) }
    }

    /// The timers of a ticket. A calendar that never opens takes its due times away, but neither
    /// the ticket nor its other timers.
    public func timers(for state: TicketState, now: Date) -> [TicketTimer] {
        let (levels, onError) = promises.withLock { ($0.levels, $0.onError) }
        do {
            return try levels.timers(for: state, at: now)
        } catch {
            onError(state.id, error)
            let rest = try? ServiceLevels(policies: [], closesAfterSeconds: levels.closesAfterSeconds)
            return (try? rest?.timers(for: state, at: now)) ?? []
        }
    }
}
