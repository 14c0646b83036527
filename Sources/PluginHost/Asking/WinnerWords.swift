// Why one proposal came before another, in words.

public import Tickets

extension Decision {
    /// Whether two decisions are proposals for the same field.
    public func isRival(of other: Decision) -> Bool {
        guard let here = proposal?.field, let there = other.proposal?.field else { return false }
        return here == there
    }

    /// Why this proposal came before another one for the same field; see ``ProposalMerge``.
    ///
    /// - Parameter prefer: the operator's list of plugins.
    public func lead(over other: Decision, prefer: [String]) -> String {
        guard let here = proposal?.strength, let there = other.proposal?.strength else { return "" }
        if here != there { return "it said “\(here.rawValue)”, which is stronger than “\(there.rawValue)”" }
        let (first, second) = (prefer.firstIndex(of: plugin), prefer.firstIndex(of: other.plugin))
        if (first ?? .max) != (second ?? .max) { return "the operator prefers it" }
        let steps = [self, other].map { Int(($0.confidence * 20).rounded(.down)) }
        if steps[0] != steps[1] { return "it was surer" }
        return "they were equally sure, and its name comes first"
    }
}
