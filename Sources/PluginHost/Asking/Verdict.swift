// What the plugins made of a ticket.

public import Tickets

/// What the plugins said about a ticket, and what is to be done.
public struct Verdict: Sendable {
    /// Every answer, and every reason why there is none.
    public let decisions: [Decision]
    /// What they decided, each with the plugin that decided it.
    public let commands: [(plugin: String, command: TicketCommand)]
    /// Whether every plugin that has something to say to the ticket could be asked.
    public let isComplete: Bool
    /// The plugins and hooks that were asked and gave no answer in time.
    public let unanswered: [(plugin: String, hook: String)]
    /// The answer that may be sent without a person; `nil` for none.
    public let reply: AutomaticReply?
    /// The calls as they are recorded, and how the plugins' states change.
    public let work: [PluginWork]

    /// The queue that they decided on, and the plugin that decided it.
    public var queue: (id: String, plugin: String)? {
        for case (let plugin, .setQueue(let id)) in commands { return (id, plugin) }
        return nil
    }
}
