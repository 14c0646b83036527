// What the reviews of a ticket come to, put together. Pure.

internal import FoundationEssentials
internal import Tickets

/// Whether the plugins with a veto let something happen: the last word of each counts.
enum ReviewLeave: Equatable {
    /// Nobody holds it.
    case given
    /// One whose silence holds it was silent, and is asked again.
    case open
    /// One said so, or failed for good, which is no yes either.
    case refused

    /// Puts words together.
    ///
    /// - Parameters:
    ///   - part: what was reviewed.
    ///   - decisions: all that was said, the earliest first.
    ///   - since: what was said before is about something else; `nil` stands for the beginning.
    ///   - strict: the plugins whose failure holds.
    ///   - awaited: those of them whose silence holds: they are asked about the ticket as it is now.
    init(
        of part: Decision.Reviewed?, in decisions: [Decision], since: Date? = nil, strict: Set<String>,
        awaited: Set<String>
    ) {
        var last: [String: Decision.Outcome] = [:]
        for decision in decisions where decision.hook == "ticket.review" && decision.reviewed == part {
            if let since, decision.at < since { continue }
            last[decision.plugin] = decision.outcome
        }
        let isRefused = last.contains { plugin, said in
            said == .held || said == .failed && strict.contains(plugin)
        }
        let isOpen = last.contains { plugin, said in said == .unavailable && awaited.contains(plugin) }
        self = isRefused ? .refused : isOpen ? .open : .given
    }
}
