// Something that is to happen to a ticket by itself.

public import FoundationEssentials

/// Something that is to happen to a ticket at a time; a store keeps it until then.
public struct TicketTimer: Sendable, Hashable, Codable {
    /// What is to happen.
    public enum Purpose: Sendable, Hashable, Codable {
        /// A ticket that was laid aside comes back.
        case wake
        /// A solved ticket is closed.
        case close
        /// The customer is asked how it went.
        case survey
        /// A due time is near.
        case slaNear(SLATarget.Kind)
        /// A due time has passed.
        case slaBreached(SLATarget.Kind)
    }

    /// What is to happen.
    public let purpose: Purpose
    /// To which ticket.
    public let ticket: TicketID
    /// When, or at any time later.
    public let due: Date
    /// The revision of the ticket that the timer follows from: it does nothing once that is past.
    public let generation: Int

    /// A timer.
    public init(_ purpose: Purpose, ticket: TicketID, due: Date, generation: Int) {
        self.purpose = purpose
        self.ticket = ticket
        self.due = due
        self.generation = generation
    }
}
