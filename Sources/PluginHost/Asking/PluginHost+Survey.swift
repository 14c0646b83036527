// Whether a customer is asked how it went.

public import FoundationEssentials
internal import PluginProtocol
public import TicketStore
internal import Tickets

extension PluginHost {
    /// Whether any plugin or shadow plans surveys.
    public var plansSurveys: Bool {
        (supervisors + shadows).contains { $0.plugin.manifest[.surveyPlan] != nil }
    }

    /// Asks every plugin that plans surveys whether, when and what the customer of a solved ticket is
    /// asked; all of them in parallel.
    ///
    /// - Parameter solvedAt: what was answered before does not count any more.
    /// - Throws: when the ticket cannot be written as JSON.
    public func planSurvey(
        _ thread: TicketThread, solvedAt: Date, _ desk: DeskFacts
    ) async throws -> SurveyVerdict {
        let text = QuestionText(thread, desk, at: now())
        let round = await ask(.surveyPlan, thread, desk, text, StateChain(), since: solvedAt)
        let earlier = thread.decisions.filter {
            $0.hook == Method.surveyPlan.rawValue && $0.at >= solvedAt && $0.outcome != .unavailable
        }
        let settled = SurveyMerge.settle(round.decisions + earlier)
        let new = settled.decisions.filter { decision in !earlier.contains { Self.isSame($0, decision) } }
        return SurveyVerdict(
            decisions: new.filter { !isKnown($0, thread) }, plan: settled.plan,
            isComplete: !new.contains { $0.outcome == .unavailable }, work: round.work)
    }

    private static func isSame(_ a: Decision, _ b: Decision) -> Bool {
        a.plugin == b.plugin && a.outcome == b.outcome && a.at == b.at && a.reason == b.reason
    }
}
