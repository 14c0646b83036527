// Putting several plugins' proposals together. Pure, and the same for any order of the proposals.

internal import PluginProtocol
internal import Tickets

/// Chooses a value for each field among what was proposed (protocol, "Putting several plugins
/// together", 2).
enum ProposalMerge {
    /// What is to be done.
    struct Settlement {
        /// The new decisions, the winners marked.
        var decisions: [Decision]
        /// The values that were not set before, and the plugins that decided them.
        var values: [ProposalField: (value: String, plugin: String)]
    }

    /// Marks the winner of each field among the decisions.
    ///
    /// The strongest wins, then the plugin that stands first in the operator's list, then the surest
    /// in steps of 0.05, then the first plugin id; of one plugin's proposals the first by reason,
    /// value, confidence and strength.
    ///
    /// - Parameters:
    ///   - earlier: decisions of earlier rounds: a proposal that does not beat those of them that have
    ///     moved the ticket moves it no more.
    ///   - prefer: the operator's list of plugins.
    static func settle(
        _ decisions: [Decision], earlier: [Decision] = [], prefer: [String] = []
    ) -> Settlement {
        var settlement = Settlement(decisions: decisions.sorted { Place($0) < Place($1) }, values: [:])
        for field in ProposalField.routed {
            func best(_ decisions: [Decision]) -> Int? {
                decisions.indices.filter { decisions[$0].proposal?.field == field }.min {
                    Rank(decisions[$0], prefer) < Rank(decisions[$1], prefer)
                }
            }
            let before = best(earlier).map { earlier[$0] }
            let now = best(settlement.decisions)
            if let now, before.map({ Rank(settlement.decisions[now], prefer) < Rank($0, prefer) }) ?? true {
                settlement.decisions[now].won = true
                let winner = settlement.decisions[now]
                settlement.values[field] = winner.proposal.map { ($0.value, winner.plugin) }
            } else if let before, !before.won, let proposal = before.proposal {
                // It was the best already, and was held back then.
                settlement.values[field] = (proposal.value, before.plugin)
            }
        }
        return settlement
    }
}

extension Decision {
    /// The field and value that it proposes; `nil` when it proposes none.
    var proposal: (field: ProposalField, value: String, strength: Strength)? {
        switch outcome {
        case .proposedQueue(let queue, let strength): (.queue, queue, strength)
        case .proposed(let field, let value, let strength):
            ProposalField(rawValue: field).map { ($0, value, strength) }
        default: nil
        }
    }
}

/// Where a decision stands among others, whatever their order was.
private struct Place: Comparable {
    private let words: (String, String, String, String)
    private let numbers: (Double, Int)

    init(_ decision: Decision) {
        let proposal = decision.proposal
        words = (decision.plugin, decision.reason, proposal?.field.rawValue ?? "", proposal?.value ?? "")
        numbers = (decision.confidence, proposal?.strength.rank ?? 0)
    }

    static func == (a: Place, b: Place) -> Bool { a.words == b.words && a.numbers == b.numbers }

    static func < (a: Place, b: Place) -> Bool {
        a.words == b.words ? a.numbers < b.numbers : a.words < b.words
    }
}

/// The winner's order: the better proposal is less.
private struct Rank: Comparable {
    private let merit: (Int, Int, Int)
    private let place: Place

    init(_ decision: Decision, _ prefer: [String]) {
        let preference = prefer.firstIndex(of: decision.plugin).map { prefer.count - $0 } ?? 0
        merit = (
            decision.proposal?.strength.rank ?? -1, preference, Int((decision.confidence * 20).rounded(.down))
        )
        place = Place(decision)
    }

    static func == (a: Rank, b: Rank) -> Bool { a.merit == b.merit && a.place == b.place }

    static func < (a: Rank, b: Rank) -> Bool {
        a.merit == b.merit ? a.place < b.place : a.merit > b.merit
    }
}

extension Strength {
    fileprivate var rank: Int { Strength.allCases.firstIndex(of: self) ?? 0 }

    /// The domain's word for the wire's.
    init(_ strength: Proposal.Strength) {
        switch strength {
        case .hint: self = .hint
        case .should: self = .should
        case .must: self = .must
        }
    }
}
