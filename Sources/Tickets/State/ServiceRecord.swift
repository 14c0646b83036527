// What the clocks of a service level need to know of a ticket's life, kept up to date by its events.

public import FoundationEssentials

/// The moments of a ticket's life that due times follow from.
///
/// Time never runs backwards in here: where a machine's clock was set back, an event counts as
/// simultaneous with the one before it.
public struct ServiceRecord: Sendable, Equatable, Codable {
    /// When the ticket was taken in.
    public let startedAt: Date
    /// When the customer asked; `nil` when the ticket was begun by one of ours.
    public internal(set) var askedAt: Date?
    /// When a person of ours first answered in public, or solved it without.
    public internal(set) var firstReplyAt: Date?
    /// Since when the customer has waited for an answer after the first.
    public internal(set) var waitingSince: Date?
    /// When it was solved, while it is.
    public internal(set) var solvedAt: Date?
    /// In the order in which they began.
    public internal(set) var pauses: [ServicePause] = []
    /// The latest moment known.
    var latest: Date

    init(startingAt start: Date, askedAt: Date?) {
        startedAt = start
        latest = start
        self.askedAt = askedAt
    }

    mutating func advance(to moment: Date) -> Date {
        latest = max(latest, moment)
        return latest
    }

    mutating func begin(_ reason: ServicePause.Reason, at moment: Date) {
        guard !pauses.contains(where: { $0.reason == reason && $0.to == nil }) else { return }
        pauses.append(ServicePause(reason: reason, from: moment))
    }

    mutating func end(_ reason: ServicePause.Reason, at moment: Date) {
        guard let place = pauses.lastIndex(where: { $0.reason == reason && $0.to == nil }) else { return }
        // A pause without length would only be read over and over again.
        if pauses[place].from == moment { pauses.remove(at: place) } else { pauses[place].to = moment }
    }

    mutating func said(by actor: Actor, at moment: Date, status: TicketStatus) {
        switch actor {
        case .requester:
            if firstReplyAt != nil, waitingSince == nil, status != .closed {
                waitingSince = moment
            }
        case .agent:
            if firstReplyAt == nil { firstReplyAt = moment }
            waitingSince = nil
        // An automatic answer keeps no promise.
        case .plugin, .desk: break
        }
    }

    mutating func moved(from old: TicketStatus, to new: TicketStatus, at moment: Date) {
        if new == .pending { begin(.pending, at: moment) }
        if old == .pending { end(.pending, at: moment) }
        if new.isFinished, !old.isFinished {
            solvedAt = moment
            begin(.solved, at: moment)
            if firstReplyAt == nil { firstReplyAt = moment }
            waitingSince = nil
        } else if old.isFinished, !new.isFinished {
            solvedAt = nil
            end(.solved, at: moment)
        }
    }
}
