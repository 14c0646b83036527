// Who won and why, among what plugins proposed.

internal import PluginHost
internal import PluginProtocol
public import Tickets

/// How a proposal fared among those for the same field.
public enum ProposalFate: Sendable, Equatable {
    /// It counted, and there was no other.
    case none
    /// It counted, and came before another plugin's.
    case itself(before: String, why: String)
    /// Another plugin's counted.
    case other(String, why: String)
    /// None counted, because a review wanted a person to look at the ticket first.
    case held
    /// None counted.
    case nobody
}

extension HelpDesk {
    /// How a proposal fared; `nil` for a decision that proposes no value.
    ///
    /// - Parameter decisions: all that were made about the ticket.
    public func winner(over decision: Decision, among decisions: [Decision]) -> ProposalFate? {
        guard decision.isRival(of: decision) else { return nil }
        let rivals = decisions.filter { $0.isRival(of: decision) && $0 != decision }
        let prefer = settings.preferredPlugins
        if decision.won {
            guard let rival = rivals.last(where: { !$0.won }) else { return ProposalFate.none }
            return .itself(before: rival.plugin, why: decision.lead(over: rival, prefer: prefer))
        }
        guard let winner = rivals.last(where: \.won) else {
            return decisions.contains { $0.at >= decision.at && $0.isHolding } ? .held : .nobody
        }
        return .other(winner.plugin, why: winner.lead(over: decision, prefer: prefer))
    }
}

extension Decision {
    /// Whether it keeps a ticket where it is until a person has looked at it: a review that is not a yes.
    fileprivate var isHolding: Bool {
        hook == Method.review.rawValue && [.held, .failed, .unavailable].contains(outcome)
    }
}
