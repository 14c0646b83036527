// The fields that a plugin may propose a value for.

/// A field with a single value, one of the host's choices.
public enum ProposalField: String, Sendable, Hashable, Codable, CaseIterable {
    case queue
    case assignee
    case priority
    /// By actions alone: `ticket.route` does not propose it.
    case tier

    /// The fields that `ticket.route` may propose.
    public static let routed: [ProposalField] = [.queue, .assignee, .priority]

    /// The grant without which no value is taken.
    public var grant: Grant {
        switch self {
        case .queue: .queueWrite
        case .assignee: .assigneeWrite
        case .priority: .priorityWrite
        case .tier: .tierWrite
        }
    }
}
