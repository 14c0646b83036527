// A stretch in which a ticket did not wait for us.

public import FoundationEssentials

/// A stretch of a ticket's life in which a clock may stand still.
public struct ServicePause: Sendable, Equatable, Codable {
    /// Why it may.
    public enum Reason: String, Sendable, Codable, CaseIterable {
        /// It waited for the customer.
        case pending
        /// It was laid aside.
        case snoozed
        /// It was solved or closed: every clock stands still.
        case solved
        /// It was part of another ticket: every clock stands still.
        case merged
    }

    /// Why.
    public let reason: Reason
    /// When it began.
    public let from: Date
    /// When it ended; `nil` while it lasts.
    public internal(set) var to: Date?
}
