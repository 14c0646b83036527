// Which tickets a page of the desk shows.

/// Which tickets a list holds; without a condition it holds all.
public struct TicketFilter: Sendable, Hashable {
    /// Those that wait in this queue.
    public var queue: String?
    /// Those that this agent cares for.
    public var assignee: String?

    /// A condition for each that is given.
    public init(queue: String? = nil, assignee: String? = nil) {
        self.queue = queue
        self.assignee = assignee
    }

    /// All tickets.
    public static let all = TicketFilter()
}
