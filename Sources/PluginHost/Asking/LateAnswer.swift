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
    /// Says that it was kept, or will never be; `false` when another answer changed the plugin's state
    /// first, so that a shadow has to be asked again. A shadow's next question waits for it.
    public var settle: @Sendable (_ isOver: Bool) -> Void = { _ in }
}

extension AsyncStream<LateAnswer>.Continuation {
    /// Hands an answer to whoever keeps it; who waits for one that has no room any more waits no longer.
    func hand(over late: LateAnswer) {
        switch yield(late) {
        case .dropped(let other): other.settle(true)
        case .terminated: late.settle(true)
        case .enqueued: break
        @unknown default: break
        }
    }
}
