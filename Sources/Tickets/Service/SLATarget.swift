// What is promised: a first reply, the next reply, a solution.

/// Something that is promised within some open time.
public struct SLATarget: Sendable, Equatable {
    /// What is promised.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// From the question to the first public answer of a person.
        case firstReply = "first_reply"
        /// From the oldest unanswered message of the customer to the next public answer of a person.
        case nextReply = "next_reply"
        /// From the question to its solution.
        case resolution
    }

    /// What is promised.
    public let kind: Kind
    /// Open time in seconds.
    public let withinSeconds: Int
    /// How long before the due time it counts as near, in seconds of open time.
    public let nearSeconds: Int?
    /// In which states of the ticket the clock stands still.
    public let pauses: Set<ServicePause.Reason>

    /// A target.
    ///
    /// - Parameter pauses: where it is `nil`, a solution pauses while the ticket waits for the
    ///   customer, and replies never do: a status cannot stand for an answer. Laying a ticket aside
    ///   is our own decision and stops no clock unless the operator says so.
    public init(
        _ kind: Kind, withinSeconds: Int, nearSeconds: Int? = nil, pauses: Set<ServicePause.Reason>? = nil
    ) {
        self.kind = kind
        self.withinSeconds = withinSeconds
        self.nearSeconds = nearSeconds
        self.pauses = pauses ?? (kind == .resolution ? [.pending] : [])
    }
}
