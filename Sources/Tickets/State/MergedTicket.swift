// A ticket that became part of another one, with what it takes to undo that.

internal import FoundationEssentials

/// A ticket that became part of this one.
public struct MergedTicket: Sendable, Equatable, Codable {
    /// Which ticket.
    public let ticket: TicketID
    /// The revision of this ticket in which that happened.
    public let revision: Int
    /// The status that this ticket had, where the merge opened it again.
    var reopenedFrom: TicketStatus?
    /// Whether the merge changed since when its customer has waited.
    var changedWaiting = false
    /// Since when its customer had waited before that.
    var waitingBefore: Date?
    /// How many messages this ticket had: once there are more, it is not sent back to its old status.
    let messageCount: Int
}
