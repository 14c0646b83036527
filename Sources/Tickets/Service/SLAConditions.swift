// Which tickets a policy is for.

/// What a ticket must be for a policy to be its own. An empty set asks for nothing.
public struct SLAConditions: Sendable, Equatable {
    /// One of these queues.
    public let queues: Set<String>
    /// One of these priorities.
    public let priorities: Set<Priority>
    /// One of these tiers.
    public let tiers: Set<String>
    /// One of these organisations.
    public let organisations: Set<String>
    /// At least one of these tags.
    public let tags: Set<String>

    /// Conditions; all of them must hold.
    public init(
        queues: Set<String> = [], priorities: Set<Priority> = [], tiers: Set<String> = [],
        organisations: Set<String> = [], tags: Set<String> = []
    ) {
        self.queues = queues
        self.priorities = priorities
        self.tiers = tiers
        self.organisations = organisations
        self.tags = tags
    }

    /// Whether every ticket fulfils them.
    public var isEmpty: Bool {
        queues.isEmpty && priorities.isEmpty && tiers.isEmpty && organisations.isEmpty && tags.isEmpty
    }

    /// Whether a ticket fulfils them.
    public func hold(for ticket: TicketState) -> Bool {
        let isIn: (Set<String>, String?) -> Bool = { set, value in
            set.isEmpty || value.map(set.contains) == true
        }
        return isIn(queues, ticket.queue)
            && (priorities.isEmpty || priorities.contains(ticket.priority))
            && isIn(tiers, ticket.tier) && isIn(organisations, ticket.organisation)
            && (tags.isEmpty || ticket.tags.contains(where: tags.contains))
    }

    /// Each condition in words: `priority is high or urgent`.
    public var words: [String] {
        let named: [(String, [String])] = [
            ("queue", queues.sorted()), ("priority", priorities.sorted().map(\.rawValue)),
            ("tier", tiers.sorted()), ("organisation", organisations.sorted()), ("a tag", tags.sorted()),
        ]
        return named.filter { !$0.1.isEmpty }.map { "\($0.0) is \($0.1.joined(separator: " or "))" }
    }
}
