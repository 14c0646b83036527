// What cannot be done to a ticket.

/// What cannot be done to a ticket, and what to do instead.
public enum TicketError: String, Error, Sendable, CaseIterable, CustomStringConvertible {
    case notSolved = "not-solved"
    case closed
    case merged
    case notMerged = "not-merged"
    case sameTicket = "same-ticket"
    case noSuchStep = "no-such-step"
    case setByPerson = "set-by-person"
    case notAnIdentifier = "not-an-identifier"
    case tooMany = "too-many"
    case notLater = "not-later"
    case notClosed = "not-closed"
    case erased
    case unknown
    case otherRequester = "other-requester"
    case unreadableEvent = "unreadable-event"

    /// What is wrong and what to do next.
    public var description: String {
        switch self {
        case .notSolved: "the ticket is not solved yet: it can be rated once it is."
        case .closed: "the ticket is closed: start one that follows it up."
        case .merged: "the ticket is part of another one: go there, or undo the merge first."
        case .notMerged: "the ticket is not part of that one: there is nothing to undo."
        case .sameTicket: "that is the ticket itself: name another one."
        case .noSuchStep: "the ticket cannot go there from where it stands: take the steps between first."
        case .setByPerson: "a person has set this: no plugin can change it."
        case .notAnIdentifier: "this is no identifier: it is empty, too long, or has “@” or a line end."
        case .tooMany: "the ticket has too many of these: take one away first."
        case .notLater: "that moment has passed: name a later one."
        case .notClosed: "the ticket is not closed: reply to it, and it opens again."
        case .erased: "the ticket was erased: there is nobody left to answer."
        case .unknown: "the desk knows no such queue, team or person: choose one that the form offers."
        case .otherRequester: "the two tickets are from different customers: answer each of them."
        case .unreadableEvent: "an event of the ticket cannot be understood: restore a backup."
        }
    }
}
