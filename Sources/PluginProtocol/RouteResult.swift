// The answer to `ticket.route`.

/// The answer to `ticket.route`: proposals, or a reason for having none.
public struct RouteResult: Sendable, Equatable, Codable {
    /// Absent when the plugin abstains.
    public let proposals: [Proposal]?
    /// Whether the plugin has nothing to say.
    public let abstain: Bool?
    /// Why it abstains.
    public let reason: String?

    /// Some proposals.
    public init(proposals: [Proposal]) {
        self.proposals = proposals
        abstain = nil
        reason = nil
    }

    /// Nothing to say.
    public init(abstaining reason: String) {
        proposals = nil
        abstain = true
        self.reason = reason
    }
}
