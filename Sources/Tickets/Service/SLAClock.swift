// One promise about one ticket, as a clock: what has run, what is left, when it is due.

public import FoundationEssentials

/// Where one promise about a ticket stands.
public struct SLAClock: Sendable, Equatable {
    /// What the hand of the clock does.
    public enum Standing: Sendable, Equatable {
        case running
        /// It stands still for these reasons.
        case paused(Set<ServicePause.Reason>)
        /// The promise was kept, or its time was over when it was fulfilled.
        case fulfilled(at: Date)
    }

    /// What is promised.
    public let target: SLATarget.Kind
    /// The policy that promises it.
    public let policy: String
    /// When the clock began.
    public let startedAt: Date
    /// What the hand does.
    public let standing: Standing
    /// The open time that was promised, in milliseconds.
    public let promisedMilliseconds: Int64
    /// The open time that has run, in milliseconds, at most until the moment of asking.
    public let usedMilliseconds: Int64
    /// When the promise is, was or would have been due; `nil` while the clock stands still before.
    public let dueAt: Date?
    /// When that is near.
    public let nearAt: Date?

    /// Whether it is running and its due time is near at a moment, and not over.
    public func isNear(at now: Date) -> Bool {
        guard standing == .running, let nearAt else { return false }
        return now >= nearAt && !isBreached(at: now)
    }

    /// Whether the promise was broken by a moment. What is done in the very instant is in time.
    public func isBreached(at now: Date) -> Bool {
        guard let dueAt else { return false }
        if case .fulfilled(let moment) = standing { return moment > dueAt }
        return now > dueAt
    }
}
