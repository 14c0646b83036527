// Putting several plans of a survey together. Pure, and the same for any order of the plans.

internal import PluginProtocol
public import Tickets

/// What the plugins made of the question whether a customer is asked how it went.
public struct SurveyVerdict: Sendable {
    /// When and what is asked, counted from when the plugins were asked.
    public struct Plan: Sendable, Equatable {
        /// What is asked.
        public let kind: SurveyKind
        /// After how many seconds.
        public let afterSeconds: Int
        /// How.
        public let channel: PlannedSurvey.Channel
        /// The plugin whose asking won.
        public let plugin: String
    }

    /// Every answer, and every reason why there is none.
    public let decisions: [Decision]
    /// What is to be asked; `nil` for nothing.
    public let plan: Plan?
    /// Whether every plugin that plans surveys could be asked.
    public let isComplete: Bool
    /// The calls as they are recorded, and how the plugins' states change.
    public let work: [PluginWork]
}

/// Chooses among several plans: the latest date and the rarest asking win (protocol, "Putting several
/// plugins together", 3). Who says not to ask asks the rarest; between kinds that is the order of
/// `SurveyKind`, between channels the ticket's page.
enum SurveyMerge {
    /// Marks what decided among the decisions.
    ///
    /// - Returns: the decisions in an order that does not depend on theirs, and the plan.
    static func settle(_ decisions: [Decision]) -> (decisions: [Decision], plan: SurveyVerdict.Plan?) {
        var sorted = decisions.sorted { words($0).lexicographicallyPrecedes(words($1)) }
        if sorted.contains(where: { $0.outcome == .plannedNoSurvey }) {
            for place in sorted.indices where sorted[place].outcome == .plannedNoSurvey {
                sorted[place].won = true
            }
            return (sorted, nil)
        }
        let plans = sorted.compactMap(plan)
        guard let latest = plans.map(\.afterSeconds).max(), let rarest = plans.map(\.kind).max(),
            let asking = plans.first(where: { $0.kind == rarest })
        else { return (sorted, nil) }
        for place in sorted.indices {
            guard let plan = plan(sorted[place]) else { continue }
            sorted[place].won = plan.afterSeconds == latest || plan.kind == rarest
        }
        let isQuiet = plans.contains { $0.channel == .page }
        return (
            sorted,
            SurveyVerdict.Plan(
                kind: rarest, afterSeconds: latest, channel: isQuiet ? .page : .mail, plugin: asking.plugin)
        )
    }

    private static func plan(_ decision: Decision) -> SurveyVerdict.Plan? {
        guard case .plannedSurvey(let kind, let seconds, let channel) = decision.outcome else { return nil }
        return SurveyVerdict.Plan(
            kind: kind, afterSeconds: seconds, channel: channel, plugin: decision.plugin)
    }

    private static func words(_ decision: Decision) -> [String] {
        [decision.plugin, decision.reason, "\(decision.outcome)"]
    }
}
