// What can happen, as plugins subscribe to it.

public import Tickets

/// The closed list of event types.
public enum EventType: String, Sendable, Hashable, Codable, CaseIterable {
    case ticketCreated = "ticket.created"
    case messageAdded = "message.added"
    case ticketChanged = "ticket.changed"
    case ticketSolved = "ticket.solved"
    case ticketReopened = "ticket.reopened"
    case ticketClosed = "ticket.closed"
    case ticketMerged = "ticket.merged"
    case ticketErased = "ticket.erased"
    case slaNear = "sla.near"
    case slaBreached = "sla.breached"
    case surveySent = "survey.sent"
    case surveyAnswered = "survey.answered"
    case articleVoted = "article.voted"

    /// The type of an event of a ticket.
    public init(_ kind: TicketEvent.Kind) {
        self =
            switch kind {
            case .created: .ticketCreated
            case .messageAdded: .messageAdded
            case .changed: .ticketChanged
            case .solved: .ticketSolved
            case .reopened: .ticketReopened
            case .closed: .ticketClosed
            case .merged: .ticketMerged
            case .erased: .ticketErased
            case .slaNear: .slaNear
            case .slaBreached: .slaBreached
            case .surveySent: .surveySent
            case .surveyAnswered: .surveyAnswered
            }
    }
}
