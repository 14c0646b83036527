// Where a ticket stands, and where it may go from there.

/// Where a ticket stands.
public enum TicketStatus: String, Sendable, Codable, CaseIterable {
    /// Nobody of ours has touched it. May become open, pending or solved.
    case new
    /// It waits for us. May become pending or solved.
    case open
    /// It waits for the customer. May become open or solved.
    case pending
    /// Answered, as far as we know. May become open or pending again, or closed.
    case solved
    /// Finished for good: what the customer says now starts a ticket that follows it up.
    case closed

    /// Whether a ticket may go from here to another status.
    public func mayBecome(_ next: TicketStatus) -> Bool {
        switch (self, next) {
        case (.new, .open), (.new, .pending), (.new, .solved), (.open, .pending), (.open, .solved),
            (.pending, .open), (.pending, .solved), (.solved, .open), (.solved, .pending),
            (.solved, .closed):
            true
        default: false
        }
    }

    /// Whether nobody has anything left to do.
    public var isFinished: Bool { self == .solved || self == .closed }
    /// Whether it is our turn.
    public var isWaitingForUs: Bool { self == .new || self == .open }
}
