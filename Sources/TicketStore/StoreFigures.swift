// What a store counts for whoever watches over it.

public import Tickets

/// How much there is, and how much waits. No figure says whose it is.
public struct StoreFigures: Sendable, Equatable {
    /// Tickets by status; none for a status that no ticket has.
    public var tickets: [TicketStatus: Int] = [:]
    /// Tickets that are not finished and wait in the queue of what is held.
    public var held = 0
    /// Tickets of other queues that the plugins have still to answer.
    public var undecided = 0
    /// Mails that wait to be sent.
    public var unsentMails = 0
    /// How long the store waited for the disk, for each commit since it was opened.
    public var commits = Durations()
    /// How many commits failed since it was opened.
    public var failedCommits = 0

    /// Nothing counted yet.
    public init() {}
}
