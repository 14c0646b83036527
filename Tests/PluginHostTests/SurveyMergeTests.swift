// The merge of surveys is one function of a set of plans, whatever their order.

import CustomDump
import Foundation
import Testing
import Tickets

@testable import PluginHost

@Suite("Putting plans of surveys together")
struct SurveyMergeTests {
    private static let noon = Date(timeIntervalSince1970: 1_800_000_000)

    private func decision(_ plugin: String, _ outcome: Decision.Outcome) -> Decision {
        Decision(plugin: plugin, hook: "survey.plan", outcome: outcome, reason: plugin, at: Self.noon)
    }

    /// Every order of some elements.
    private func permutations<Element>(_ elements: [Element]) -> [[Element]] {
        guard elements.count > 1 else { return [elements] }
        return elements.indices.flatMap { place in
            var rest = elements
            let first = rest.remove(at: place)
            return permutations(rest).map { [first] + $0 }
        }
    }

    @Test("Any order of any plans gives the same decisions and the same plan")
    func permuted() {
        let outcomes: [Decision.Outcome] = [
            .plannedSurvey(.csat, afterSeconds: 60, channel: .mail),
            .plannedSurvey(.nps, afterSeconds: 0, channel: .mail),
            .plannedSurvey(.ces, afterSeconds: 60, channel: .page), .plannedNoSurvey, .abstained, .failed,
        ]
        // Every choice of up to four of them, two plugins each saying the same among them.
        for mask in 1..<(1 << outcomes.count) where mask.nonzeroBitCount <= 4 {
            let chosen = outcomes.enumerated().filter { mask & (1 << $0.offset) != 0 }.map {
                decision(["a", "b", "a"][$0.offset % 3], $0.element)
            }
            let reference = SurveyMerge.settle(chosen)
            for order in permutations(chosen) {
                let other = SurveyMerge.settle(order)
                expectNoDifference(other.decisions, reference.decisions)
                expectNoDifference(other.plan, reference.plan)
            }
        }
    }

    @Test(
        "The latest date, the rarest kind and the quieter way win; a no wins over all; nothing asks nothing")
    func rules() {
        let plans = [
            decision("a", .plannedSurvey(.csat, afterSeconds: 60, channel: .page)),
            decision("b", .plannedSurvey(.nps, afterSeconds: 0, channel: .mail)),
            decision("c", .plannedSurvey(.ces, afterSeconds: 0, channel: .mail)),
        ]
        let settled = SurveyMerge.settle(plans)
        expectNoDifference(
            settled.plan, SurveyVerdict.Plan(kind: .nps, afterSeconds: 60, channel: .page, plugin: "b"))
        expectNoDifference(settled.decisions.map(\.won), [true, true, false])
        let refused = SurveyMerge.settle(plans + [decision("d", .plannedNoSurvey)])
        expectNoDifference(refused.plan, nil)
        expectNoDifference(refused.decisions.map(\.won), [false, false, false, true])
        expectNoDifference(SurveyMerge.settle([decision("a", .abstained)]).plan, nil)
    }
}
