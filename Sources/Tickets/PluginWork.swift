// What a plugin's answer leaves behind, beside what it does to tickets. Kept in one transaction.

public import FoundationEssentials

/// All that the store keeps of one call of a plugin, in the transaction of its effects.
///
/// Effects are applied once: a store takes a call that was answered in an earlier transaction as
/// done, whatever crashed in between.
public struct PluginWork: Sendable, Equatable {
    /// A change of the plugin's state.
    public struct StateChange: Sendable, Equatable {
        /// The revision that the plugin was told; the change is taken only when it is still that.
        public let rev: Int
        /// The whole new document, as JSON.
        public let document: String

        /// A change.
        public init(rev: Int, document: String) {
            self.rev = rev
            self.document = document
        }
    }

    /// The call as it is recorded.
    public var call: PluginCall
    /// How the state changes; `nil` when it stays.
    public var state: StateChange?
    /// The last event that is done; `nil` when the call was about none.
    public var cursor: Int64?
    /// The last vote that is done; `nil` when the call was about none.
    public var voteCursor: Int64?
    /// What the plugin wants to be called for later.
    public var schedule: [PluginAppointment]
    /// The keys of appointments that are over.
    public var cancelled: [String]
    /// What the desk is to send to other servers.
    public var requests: [OutgoingRequest]
    /// How many plugins in a row caused what this call causes, from 1.
    public var depth: Int

    /// A call that changes nothing beside the tickets.
    public init(
        _ call: PluginCall, state: StateChange? = nil, cursor: Int64? = nil,
        schedule: [PluginAppointment] = [],
        cancelled: [String] = [], requests: [OutgoingRequest] = [], depth: Int = 1
    ) {
        self.requests = requests
        self.call = call
        self.state = state
        self.cursor = cursor
        self.schedule = schedule
        self.cancelled = cancelled
        self.depth = depth
    }
}

/// A call of a plugin as it is recorded: what was asked, what came back. It may hold customers'
/// words, and goes when one of its tickets is erased.
public struct PluginCall: Sendable, Equatable, Codable {
    /// How it ended.
    public enum Outcome: String, Sendable, Codable, CaseIterable {
        case answered
        /// There was no answer, or one that could not be used. It may be asked again.
        case failed
        /// It failed too often, and is not asked again by itself.
        case dead
    }

    /// The plugin's id.
    public let plugin: String
    /// The idempotency key: equal on every retry.
    public let call: String
    /// The method's name.
    public let method: String
    /// The tickets that it was about.
    public let tickets: [TicketID]
    /// When it was asked.
    public let at: Date
    /// The parameters as JSON.
    public let request: String
    /// The result as JSON; what is wrong where there is none.
    public let response: String
    /// How long the plugin took.
    public let milliseconds: Double
    /// How it ended.
    public let outcome: Outcome
    /// How often it was asked.
    public let attempts: Int

    /// A call.
    public init(
        plugin: String, call: String, method: String, tickets: [TicketID], at: Date, request: String,
        response: String, milliseconds: Double, outcome: Outcome, attempts: Int = 1
    ) {
        self.plugin = plugin
        self.call = call
        self.method = method
        self.tickets = tickets
        self.at = at
        self.request = request
        self.response = response
        self.milliseconds = milliseconds
        self.outcome = outcome
        self.attempts = attempts
    }
}

/// Something that a plugin wants to be called for.
public struct PluginAppointment: Sendable, Equatable, Codable {
    /// The plugin's id.
    public let plugin: String
    /// What the plugin calls it; one appointment for each key.
    public let key: String
    /// When, or at any time later.
    public let due: Date
    /// The ticket that it is about.
    public let ticket: TicketID?
    /// What is handed back, as JSON.
    public let data: String
    /// How many plugins in a row caused what comes of it, from 1: chains end, also those that wait.
    public let depth: Int

    /// An appointment.
    public init(plugin: String, key: String, due: Date, ticket: TicketID?, data: String, depth: Int = 1) {
        self.plugin = plugin
        self.key = key
        self.due = due
        self.ticket = ticket
        self.data = data
        self.depth = depth
    }

    /// Reads one; those of the first versions say no depth.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        plugin = try values.decode(String.self, forKey: .plugin)
        key = try values.decode(String.self, forKey: .key)
        due = try values.decode(Date.self, forKey: .due)
        ticket = try values.decodeIfPresent(TicketID.self, forKey: .ticket)
        data = try values.decode(String.self, forKey: .data)
        depth = try values.decodeIfPresent(Int.self, forKey: .depth) ?? 1
    }
}
