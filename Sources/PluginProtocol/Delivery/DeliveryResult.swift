// The answer to `event` and `timer`.

/// What a plugin wants done about what happened.
public struct DeliveryResult: Sendable, Equatable, Codable {
    /// Of `event`: the last event that was worked on; what comes behind it is delivered again. `nil`
    /// stands for all of them.
    public var ack: Int?
    /// What is to be done, in order. An action's number in this list and the call make it unique.
    public var actions: [PluginAction]
    /// What the plugin wants to be called for later.
    public var schedule: [ScheduleEntry]
    /// The keys of entries that are not to come.
    public var cancel: [String]
    /// How the plugin's state changes, as a JSON merge patch (RFC 7396).
    public var statePatch: JSONValue?
    /// The digest of the model that gave it, for a plugin that learns.
    public var model: String?

    enum CodingKeys: String, CodingKey {
        case ack, actions, schedule, cancel, model
        case statePatch = "state_patch"
    }

    /// What is to be done; nothing where nothing is given.
    public init(
        ack: Int? = nil, actions: [PluginAction] = [], schedule: [ScheduleEntry] = [], cancel: [String] = [],
        statePatch: JSONValue? = nil, model: String? = nil
    ) {
        self.ack = ack
        self.actions = actions
        self.schedule = schedule
        self.cancel = cancel
        self.statePatch = statePatch
        self.model = model
    }

    /// Reads what is there.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        ack = try fields.decodeIfPresent(Int.self, forKey: .ack)
        actions = try fields.value(.actions, or: [])
        schedule = try fields.value(.schedule, or: [])
        cancel = try fields.value(.cancel, or: [])
        statePatch = try fields.decodeIfPresent(JSONValue.self, forKey: .statePatch)
        model = try fields.decodeIfPresent(String.self, forKey: .model)
    }
}
