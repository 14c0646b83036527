// One call of `event` or `timer`, before it is made.

internal import FoundationEssentials
internal import PluginProtocol
public import TicketStore
public import Tickets

/// What is handed to a plugin in one call.
public struct Delivery: Sendable {
    /// What happened.
    public enum Content: Sendable {
        /// Events of tickets, in order.
        case events([NumberedEvent])
        /// What readers said of articles, in order.
        case votes([CastVote])
        /// An appointment of the plugin's is due.
        case appointment(PluginAppointment)
    }

    /// The plugin's id.
    public let plugin: String
    /// What happened.
    public let content: Content
    /// The tickets that it is about, as they are now. Actions may name no other.
    public let threads: [TicketID: TicketThread]
    /// How often it was tried before.
    public let failures: Int

    /// A delivery.
    public init(
        to plugin: String, _ content: Content, threads: [TicketID: TicketThread], failures: Int = 0
    ) {
        self.plugin = plugin
        self.content = content
        self.threads = threads
        self.failures = failures
    }

    /// The idempotency key: equal on every retry.
    public var call: String {
        switch content {
        case .events(let events):
            "\(plugin):event:\(events.first?.number ?? 0)-\(events.last?.number ?? 0)"
        case .votes(let votes):
            "\(plugin):vote:\(votes.first?.number ?? 0)-\(votes.last?.number ?? 0)"
        case .appointment(let entry):
            "\(plugin):timer:\(Int64(entry.due.timeIntervalSince1970 * 1000)):\(entry.key)"
        }
    }

    /// Whether it cannot be cut into smaller ones.
    var isOne: Bool {
        switch content {
        case .events(let events): events.count == 1
        case .votes(let votes): votes.count == 1
        case .appointment: true
        }
    }

    /// What is called.
    var method: Method { if case .appointment = content { .timer } else { .event } }

    /// How many plugins in a row will have caused what comes of it.
    var depth: Int {
        switch content {
        case .events(let events): (events.map(\.depth).max() ?? 0) + 1
        case .appointment(let entry): entry.depth
        case .votes: 1
        }
    }
}
