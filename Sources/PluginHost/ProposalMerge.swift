// Putting several plugins' proposals together. Pure, and the same for any order of the proposals.

internal import PluginProtocol
internal import Tickets

/// Chooses the queue among what was proposed (protocol, "Putting several plugins together", 2).
enum ProposalMerge {
    /// Marks the winner among the decisions, if there is one.
    ///
    /// The strongest wins, then the surest in steps of 0.05, then the first plugin id.
    static func settle(
        _ decisions: [Decision]
    ) -> (decisions: [Decision], queue: (id: String, plugin: String)?) {
        var decisions = decisions.sorted { ($0.plugin, $0.reason) < ($1.plugin, $1.reason) }
        var candidates: [(index: Int, queue: String, rank: (Int, Int))] = []
        for (index, decision) in decisions.enumerated() {
            guard case .proposedQueue(let queue, let strength) = decision.outcome else { continue }
            let sureness = Int((decision.confidence * 20).rounded(.down))
            candidates.append((index, queue, (rank(strength), sureness)))
        }
        guard let best = candidates.map(\.rank).max(by: <),
            let winner = candidates.first(where: { $0.rank == best })
        else { return (decisions, nil) }
        decisions[winner.index].won = true
        return (decisions, (winner.queue, decisions[winner.index].plugin))
    }

    private static func rank(_ strength: Strength) -> Int {
        Strength.allCases.firstIndex(of: strength) ?? 0
    }
}
