// What a plugin may choose from.

/// The values a proposal may name. A list that is empty leaves nothing to choose.
public struct Choices: Sendable, Equatable, Codable {
    /// The identifiers of the queues.
    public let queues: [String]
    /// The names of the agents.
    public let agents: [String]
    /// How urgent a ticket may be.
    public let priorities: [String]
    /// The tiers of service.
    public let tiers: [String]

    /// What there is to choose from.
    public init(queues: [String], agents: [String] = [], priorities: [String] = [], tiers: [String] = []) {
        self.queues = queues
        self.agents = agents
        self.priorities = priorities
        self.tiers = tiers
    }

    /// Reads what is there.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        queues = try fields.value(.queues, or: [])
        agents = try fields.value(.agents, or: [])
        priorities = try fields.value(.priorities, or: [])
        tiers = try fields.value(.tiers, or: [])
    }

    /// The values that a field may have.
    public func values(of field: ProposalField) -> [String] {
        switch field {
        case .queue: queues
        case .assignee: agents
        case .priority: priorities
        case .tier: tiers
        }
    }
}
