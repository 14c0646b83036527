// Which tickets a page of the desk shows.

public import FoundationEssentials
public import Tickets

/// Which tickets a list holds; without a condition it holds all.
public struct TicketFilter: Sendable, Hashable {
    /// What becomes of tickets that are laid aside until a moment behind the one that is given.
    public enum Aside: Sendable, Hashable {
        /// The list is of them alone.
        case only(at: Date)
        /// The list is without them.
        case without(at: Date)
    }

    /// Those that wait in this queue.
    public var queue: String?
    /// Those that this agent cares for.
    public var assignee: String?
    /// Those that wait in any queue but this.
    public var otherThan: String?
    /// Those that stand here.
    public var status: TicketStatus?
    /// Those that are laid aside, or all but those; `nil` for both.
    public var aside: Aside?

    /// A condition for each that is given.
    public init(
        queue: String? = nil, assignee: String? = nil, otherThan: String? = nil, status: TicketStatus? = nil,
        aside: Aside? = nil
    ) {
        self.queue = queue
        self.assignee = assignee
        self.otherThan = otherThan
        self.status = status
        self.aside = aside
    }

    /// Whether a ticket belongs in the list, whatever its status.
    func holdsInAnyStatus(_ ticket: Ticket) -> Bool {
        (queue == nil || ticket.queue == queue) && (assignee == nil || ticket.state.assignee == assignee)
            && (otherThan == nil || ticket.queue != otherThan) && holdsAside(ticket.state)
    }

    private func holdsAside(_ state: TicketState) -> Bool {
        switch aside {
        case nil: true
        case .only(let moment): state.isLaidAside(at: moment)
        case .without(let moment): !state.isLaidAside(at: moment)
        }
    }

    /// All tickets.
    public static let all = TicketFilter()
}
