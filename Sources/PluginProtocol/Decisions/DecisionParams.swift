// A question about one ticket.

/// The parameters of every decision: a question about one ticket.
public struct DecisionParams: Sendable, Equatable, Codable {
    /// The idempotency key: equal on every retry.
    public let call: String
    /// The host's clock (RFC 3339): plugins read no other.
    public let at: String
    /// What takes the place of a random source: equal on every retry, below 2^53.
    public let seed: Int
    /// How long the host waits, in milliseconds.
    public let deadlineMilliseconds: Int
    /// The ticket.
    public let ticket: TicketSnapshot
    /// What there is to choose from.
    public let choices: Choices
    /// What the host keeps for the plugin.
    public let state: PluginState
    /// What the plugin needs, by the need's name: `requester.history`.
    public let data: [String: JSONValue]
    /// Of `ticket.review`: what is going to happen.
    public let pending: PendingDecision?

    enum CodingKeys: String, CodingKey {
        case call, at, seed, ticket, choices, state, data, pending
        case deadlineMilliseconds = "deadline_ms"
    }

    /// A question about a ticket.
    public init(
        call: String, at: String, seed: Int = 0, deadlineMilliseconds: Int, ticket: TicketSnapshot,
        choices: Choices, state: PluginState = PluginState(), data: [String: JSONValue] = [:],
        pending: PendingDecision? = nil
    ) {
        self.call = call
        self.at = at
        self.seed = seed
        self.deadlineMilliseconds = deadlineMilliseconds
        self.ticket = ticket
        self.choices = choices
        self.state = state
        self.data = data
        self.pending = pending
    }

    /// Reads what is there.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        call = try fields.decode(String.self, forKey: .call)
        at = try fields.decode(String.self, forKey: .at)
        seed = try fields.value(.seed, or: 0)
        deadlineMilliseconds = try fields.value(.deadlineMilliseconds, or: 200)
        ticket = try fields.decode(TicketSnapshot.self, forKey: .ticket)
        choices = try fields.value(.choices, or: Choices(queues: []))
        state = try fields.value(.state, or: PluginState())
        data = try fields.value(.data, or: [:])
        pending = try fields.decodeIfPresent(PendingDecision.self, forKey: .pending)
    }
}
