// Whom the desk asks how it went.

internal import FoundationEssentials
internal import TicketStore
internal import Tickets

/// The desk's own rules about surveys, whatever plugins plan.
enum SurveyRules {
    /// Whether the customer of a ticket may be asked at all: it is finished, and neither held nor spam,
    /// part of another one or erased.
    static func mayBePlanned(_ ticket: Ticket) -> Bool {
        ticket.status.isFinished && ticket.state.mergedInto == nil && !ticket.state.isErased
            && ticket.queue != DeskSettings.heldQueue && !ticket.state.tags.contains(HelpDesk.spamTag)
    }

    /// Whether the question may go out. An address is written to only when it has shown that it is who
    /// asked, or one of ours has written to it before.
    static func mayBeSent(_ edit: TicketEdit, isAnswered: Bool) -> Bool {
        let isKnown = edit.correspondent.isVerified || isAnswered
        return mayBePlanned(edit.ticket) && (isKnown || edit.ticket.state.surveyPlan?.channel == .page)
    }

    /// Whether one of ours has written to the customer of a ticket.
    static func isAnswered(_ id: TicketID, _ store: any TicketStore) async throws -> Bool {
        try await store.thread(id)?.messages.contains { message in
            if case .agent = message.author { message.visibility == .public } else { false }
        } ?? false
    }

    /// Plans a survey, beside one that was planned before.
    ///
    /// - Throws: `TicketError.notSolved` when nobody may be asked.
    static func plan(_ plan: PlannedSurvey, by plugin: String, _ edit: inout TicketEdit) throws(TicketError) {
        guard mayBePlanned(edit.ticket) else { throw .notSolved }
        try edit.apply(
            .planSurvey(plan.merged(with: edit.ticket.state.surveyPlan)), by: .plugin(id: plugin))
    }

    /// A timer of a survey is due: the customer is asked, unless nobody may be any more.
    static func fire(
        _ timer: TicketTimer, _ levels: ServiceLevels, _ letters: DeskLetters, isAnswered: Bool,
        _ edit: inout TicketEdit
    ) throws {
        guard let plan = edit.ticket.state.surveyPlan else { return }
        guard mayBeSent(edit, isAnswered: isAnswered) else {
            return try edit.apply(.planSurvey(nil), by: .desk)
        }
        if try edit.fire(timer, levels), plan.channel == .mail { letters.survey(&edit) }
    }
}
