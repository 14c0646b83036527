// Putting several plugins' proposals together. Pure, and the same for any order of the proposals.

internal import PluginProtocol
internal import Tickets

/// Chooses the queue among what was proposed (protocol, "Putting several plugins together", 2).
enum ProposalMerge {
    /// Marks the winner among the decisions, if there is one.
    ///
    /// The strongest wins, then the surest in steps of 0.05, then the first plugin id; of one
    /// plugin's proposals the first by reason, queue, confidence and strength.
    ///
    /// - Parameter earlier: decisions of an earlier round, which moved the ticket then: a proposal
    ///   that does not beat them moves it no more.
    static func settle(
        _ decisions: [Decision], earlier: [Decision] = []
    ) -> (decisions: [Decision], queue: (id: String, plugin: String)?) {
        var decisions = decisions.sorted { Place($0) < Place($1) }
        guard let winner = best(decisions),
            case .proposedQueue(let queue, _) = decisions[winner].outcome
        else { return (decisions, nil) }
        if let before = best(earlier), !(Rank(decisions[winner]) < Rank(earlier[before])) {
            return (decisions, nil)
        }
        decisions[winner].won = true
        return (decisions, (queue, decisions[winner].plugin))
    }

    private static func best(_ decisions: [Decision]) -> Int? {
        decisions.indices.filter { decisions[$0].isProposal }.min {
            Rank(decisions[$0]) < Rank(decisions[$1])
        }
    }
}

/// Where a decision stands among others, whatever their order was.
private struct Place: Comparable {
    private let words: (String, String, String)
    private let numbers: (Double, Int)

    init(_ decision: Decision) {
        var queue = ""
        var strength = 0
        if case .proposedQueue(let id, let how) = decision.outcome {
            queue = id
            strength = how.rank
        }
        words = (decision.plugin, decision.reason, queue)
        numbers = (decision.confidence, strength)
    }

    static func == (a: Place, b: Place) -> Bool { a.words == b.words && a.numbers == b.numbers }

    static func < (a: Place, b: Place) -> Bool {
        a.words == b.words ? a.numbers < b.numbers : a.words < b.words
    }
}

/// The winner's order: the better proposal is less.
private struct Rank: Comparable {
    private let merit: (Int, Int)
    private let place: Place

    init(_ decision: Decision) {
        var strength = -1
        if case .proposedQueue(_, let how) = decision.outcome { strength = how.rank }
        merit = (strength, Int((decision.confidence * 20).rounded(.down)))
        place = Place(decision)
    }

    static func == (a: Rank, b: Rank) -> Bool { a.merit == b.merit && a.place == b.place }

    static func < (a: Rank, b: Rank) -> Bool {
        a.merit == b.merit ? a.place < b.place : a.merit > b.merit
    }
}

extension Strength {
    fileprivate var rank: Int { Strength.allCases.firstIndex(of: self) ?? 0 }
}

extension Decision {
    fileprivate var isProposal: Bool {
        if case .proposedQueue = outcome { true } else { false }
    }
}
