// What came back from the plugins that were asked together.

internal import Tickets

/// What came back from the plugins of one stage.
struct Round: Sendable {
    var decisions: [Decision] = []
    var commands: [(plugin: String, command: TicketCommand)] = []
    var unanswered: [(plugin: String, hook: String)] = []
    var work: [PluginWork] = []
    /// Whether a plugin whose silence holds the ticket was silent, or one said so.
    var isHeld = false

    /// Puts what others said behind it.
    mutating func add(_ other: Round) {
        decisions += other.decisions
        commands += other.commands
        unanswered += other.unanswered
        work += other.work
        isHeld = isHeld || other.isHeld
    }
}
