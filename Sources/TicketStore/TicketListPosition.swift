// Where a page of the desk's list ends, so that the next begins behind it whatever came in meanwhile.

public import Tickets

/// The place of a ticket in the desk's list; it is written `open-12` or `solved-12`.
public struct TicketListPosition: Sendable, Equatable, CustomStringConvertible {
    /// Whether the ticket is finished: solved, or closed.
    public let isFinished: Bool
    /// The ticket.
    public let id: TicketID

    /// The place of a ticket.
    public init(_ ticket: Ticket) {
        isFinished = ticket.status.isFinished
        id = ticket.id
    }

    /// Reads what ``description`` wrote; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, parts[0] == "open" || parts[0] == "solved", let number = Int64(parts[1])
        else { return nil }
        isFinished = parts[0] == "solved"
        id = TicketID(number)
    }

    /// For an address.
    public var description: String { "\(isFinished ? "solved" : "open")-\(id.number)" }
}
