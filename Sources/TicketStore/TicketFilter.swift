// Which tickets a page of the desk shows.

/// Which tickets a list holds; without a condition it holds all.
public struct TicketFilter: Sendable, Hashable {
    /// Those that wait in this queue.
    public var queue: String?
    /// Those that this agent cares for.
    public var assignee: String?
    /// Those that wait in any queue but this.
    public var otherThan: String?

    /// A condition for each that is given.
    public init(queue: String? = nil, assignee: String? = nil, otherThan: String? = nil) {
        self.queue = queue
        self.assignee = assignee
        self.otherThan = otherThan
    }

    /// All tickets.
    public static let all = TicketFilter()
}
