// An answer that came when nobody waited for it any more.

public import Tickets

/// A plugin's answer to `ticket.reply` that came after its time, which is a suggestion and never more;
/// or what a shadow answered, which is no more than a recorded call.
public struct LateAnswer: Sendable {
    /// The ticket that it is about.
    public let ticket: TicketID
    /// What it says.
    public let decisions: [Decision]
    /// The call as it is recorded, in place of the one that had no answer.
    public let work: PluginWork
}
