// A question about one ticket.

/// `ticket.route` and `ticket.reply`: a question about one ticket.
public struct DecisionParams: Sendable, Equatable, Codable {
    /// The idempotency key: equal on every retry.
    public let call: String
    /// The host's clock (RFC 3339): plugins read no other.
    public let at: String
    /// How long the host waits, in milliseconds.
    public let deadlineMilliseconds: Int
    /// The ticket.
    public let ticket: TicketSnapshot
    /// What there is to choose from.
    public let choices: Choices

    enum CodingKeys: String, CodingKey {
        case call, at, ticket, choices
        case deadlineMilliseconds = "deadline_ms"
    }

    /// A question about a ticket.
    public init(
        call: String, at: String, deadlineMilliseconds: Int, ticket: TicketSnapshot, choices: Choices
    ) {
        self.call = call
        self.at = at
        self.deadlineMilliseconds = deadlineMilliseconds
        self.ticket = ticket
        self.choices = choices
    }
}
