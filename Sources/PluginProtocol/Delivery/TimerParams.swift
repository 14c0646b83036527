// `timer`: an entry of a plugin's schedule is due.

/// The parameters of `timer`: one entry that the plugin scheduled.
public struct TimerParams: Sendable, Equatable, Codable {
    /// The idempotency key: equal on every retry.
    public let call: String
    /// The host's clock (RFC 3339).
    public let at: String
    /// What takes the place of a random source, below 2^53.
    public let seed: Int
    /// How long the host waits, in milliseconds.
    public let deadlineMilliseconds: Int
    /// The entry's key.
    public let key: String
    /// What the plugin gave the entry.
    public let data: JSONValue
    /// The ticket as it is now, if the entry names one that there is.
    public let ticket: TicketSnapshot?
    /// What there is to choose from.
    public let choices: Choices
    /// What the host keeps for the plugin.
    public let state: PluginState

    enum CodingKeys: String, CodingKey {
        case call, at, seed, key, data, ticket, choices, state
        case deadlineMilliseconds = "deadline_ms"
    }

    /// A due entry.
    public init(
        call: String, at: String, seed: Int = 0, deadlineMilliseconds: Int, key: String, data: JSONValue,
        ticket: TicketSnapshot?, choices: Choices, state: PluginState = PluginState()
    ) {
        self.call = call
        self.at = at
        self.seed = seed
        self.deadlineMilliseconds = deadlineMilliseconds
        self.key = key
        self.data = data
        self.ticket = ticket
        self.choices = choices
        self.state = state
    }

    /// Reads what is there.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        call = try fields.decode(String.self, forKey: .call)
        at = try fields.decode(String.self, forKey: .at)
        seed = try fields.value(.seed, or: 0)
        deadlineMilliseconds = try fields.value(.deadlineMilliseconds, or: 5_000)
        key = try fields.decode(String.self, forKey: .key)
        data = try fields.value(.data, or: .null)
        ticket = try fields.decodeIfPresent(TicketSnapshot.self, forKey: .ticket)
        choices = try fields.value(.choices, or: Choices(queues: []))
        state = try fields.value(.state, or: PluginState())
    }
}
