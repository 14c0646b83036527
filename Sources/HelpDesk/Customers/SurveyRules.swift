// Whom the desk asks how it went.

internal import FoundationEssentials
internal import Tickets

/// The desk's own rules about surveys, whatever plugins plan.
enum SurveyRules {
    /// Whether the customer of a ticket may be asked at all: it is finished, and neither held nor spam,
    /// part of another one or erased.
    static func mayBePlanned(_ ticket: Ticket) -> Bool {
        ticket.status.isFinished && ticket.state.mergedInto == nil && !ticket.state.isErased
            && ticket.queue != DeskSettings.heldQueue && !ticket.state.tags.contains(HelpDesk.spamTag)
    }

    /// Plans a survey, beside one that was planned before.
    ///
    /// - Throws: `TicketError.notSolved` when nobody may be asked.
    static func plan(_ plan: PlannedSurvey, by plugin: String, _ edit: inout TicketEdit) throws(TicketError) {
        guard mayBePlanned(edit.ticket) else { throw .notSolved }
        try edit.apply(
            .planSurvey(plan.merged(with: edit.ticket.state.surveyPlan)), by: .plugin(id: plugin))
    }

    /// A timer of a survey is due: the customer is asked, unless nobody may be any more. An address that
    /// nobody has shown to be theirs was told that no such mail follows: there the question stands on the
    /// ticket's page alone.
    static func fire(
        _ timer: TicketTimer, _ levels: ServiceLevels, _ letters: DeskLetters, _ edit: inout TicketEdit
    ) throws {
        guard let plan = edit.ticket.state.surveyPlan else { return }
        guard mayBePlanned(edit.ticket) else { return try edit.apply(.planSurvey(nil), by: .desk) }
        let isMailed = plan.channel == .mail && edit.correspondent.isVerified
        if try edit.fire(timer, levels), isMailed { letters.survey(&edit) }
    }
}
