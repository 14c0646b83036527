// `event`: what has happened.

/// The parameters of `event`: at most ``ProtocolLimits/eventsPerDelivery`` events, in order.
public struct EventParams: Sendable, Equatable, Codable {
    /// The idempotency key: equal on every retry of the same events.
    public let call: String
    /// The host's clock (RFC 3339).
    public let at: String
    /// What takes the place of a random source, below 2^53.
    public let seed: Int
    /// How long the host waits, in milliseconds.
    public let deadlineMilliseconds: Int
    /// What happened.
    public let events: [DeliveredEvent]
    /// What there is to choose from.
    public let choices: Choices
    /// What the host keeps for the plugin.
    public let state: PluginState

    enum CodingKeys: String, CodingKey {
        case call, at, seed, events, choices, state
        case deadlineMilliseconds = "deadline_ms"
    }

    /// A delivery.
    public init(
        call: String, at: String, seed: Int = 0, deadlineMilliseconds: Int, events: [DeliveredEvent],
        choices: Choices, state: PluginState = PluginState()
    ) {
        self.call = call
        self.at = at
        self.seed = seed
        self.deadlineMilliseconds = deadlineMilliseconds
        self.events = events
        self.choices = choices
        self.state = state
    }

    /// Reads what is there. An event of a type that this version does not know is none that a plugin of
    /// this version wants to be told of: it is left out.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        call = try fields.decode(String.self, forKey: .call)
        at = try fields.decode(String.self, forKey: .at)
        seed = try fields.value(.seed, or: 0)
        deadlineMilliseconds = try fields.value(.deadlineMilliseconds, or: 5_000)
        events = try fields.decode([EventOfAnyType].self, forKey: .events).compactMap(\.known)
        choices = try fields.value(.choices, or: Choices(queues: []))
        state = try fields.value(.state, or: PluginState())
    }
}

/// An event, or nothing when its type is of another version.
private struct EventOfAnyType: Decodable {
    let known: DeliveredEvent?

    private enum CodingKeys: CodingKey { case type }

    init(from decoder: any Decoder) throws {
        let type = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .type)
        known = EventType(rawValue: type) == nil ? nil : try DeliveredEvent(from: decoder)
    }
}
