// Which tickets a page of the desk shows.

public import Tickets

/// Which tickets a list holds; without a condition it holds all.
public struct TicketFilter: Sendable, Hashable {
    /// Those that wait in this queue.
    public var queue: String?
    /// Those that this agent cares for.
    public var assignee: String?
    /// Those that wait in any queue but this.
    public var otherThan: String?
    /// Those that stand here.
    public var status: TicketStatus?

    /// A condition for each that is given.
    public init(
        queue: String? = nil, assignee: String? = nil, otherThan: String? = nil, status: TicketStatus? = nil
    ) {
        self.queue = queue
        self.assignee = assignee
        self.otherThan = otherThan
        self.status = status
    }

    /// All tickets.
    public static let all = TicketFilter()
}
