// What came back from the plugins that were asked together.

internal import Tickets

/// What came back from the plugins of one stage.
struct Round: Sendable {
    var decisions: [Decision] = []
    var commands: [(plugin: String, command: TicketCommand)] = []
    var unanswered: [(plugin: String, hook: String)] = []
    var work: [PluginWork] = []
    /// What may be sent without a person.
    var automatic: [AutomaticReply] = []
    /// Whether a plugin whose silence holds the ticket was silent, or one said so.
    var isHeld = false

    /// Puts what others said behind it.
    mutating func add(_ other: Round) {
        decisions += other.decisions
        commands += other.commands
        unanswered += other.unanswered
        work += other.work
        automatic += other.automatic
        isHeld = isHeld || other.isHeld
    }
}
