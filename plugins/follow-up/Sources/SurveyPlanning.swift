// Whether, when and how a customer is asked how it went. Pure.

internal import PluginKit

/// Plans what is asked after a ticket was solved.
struct SurveyPlanning {
    let settings: FollowUpSettings

    /// The plan: the first survey whose rule fits and whose share the ticket is drawn for.
    func plan(_ question: DecisionParams) -> SurveyPlanResult {
        let ticket = question.ticket
        let facts = question.data["requester.facts"]
        if let reason = hindrance(ticket, facts) { return Self.no(reason) }
        guard let customer = ticket.requester?.id else {
            return SurveyPlanResult(
                abstaining: "it is not known who asked, so nobody knows what they were sent")
        }
        var memory = ContactMemory(question.state, at: question.at, settings)
        if let reason = hindrance(memory, customer, ticket) { return Self.no(reason, memory) }
        let tickets = facts?["tickets"]?.number.map { Int($0) } ?? 1
        var fits = false
        for (place, survey) in settings.surveys.enumerated() {
            guard HookSettings(when: survey.when ?? [:]).fits(ticket), tickets >= survey.ticketsFrom ?? 1
            else { continue }
            fits = true
            let share = survey.share ?? 1
            guard Self.draw(question.seed, place) < share else { continue }
            let after = survey.after ?? Self.usualDelay(of: survey.kind)
            memory.note(
                ContactMemory.Contact(
                    day: memory.day(after: after.seconds), kind: survey.kind.rawValue, ticket: ticket.id,
                    isPlanned: true), with: customer)
            let plan = SurveyPlan(
                ask: true, kind: survey.kind, after: after, channel: survey.channel ?? "email",
                reason: Self.reason(survey, place: place, tickets: tickets))
            return SurveyPlanResult(plan, statePatch: memory.patch)
        }
        return fits
            ? Self.no("it was not drawn: only a share of the tickets is asked about", memory)
            : SurveyPlanResult(abstaining: "no survey of the settings is for tickets like it")
    }

    /// Why nobody is asked about such a ticket at all.
    private func hindrance(_ ticket: TicketSnapshot, _ facts: JSONValue?) -> String? {
        guard ["solved", "closed"].contains(ticket.status) else { return "it is not solved" }
        if let other = ticket.mergedInto { return "it became part of \(other)" }
        if let tag = ticket.tags.first(where: settings.neverTags.contains) { return "it is tagged \(tag)" }
        if ticket.queue == "held" { return "it was held as perhaps spam" }
        if facts?["solved_this"]?.boolean == true { return "the customer closed it" }
        return nil
    }

    /// Why this customer is not asked now.
    private func hindrance(
        _ memory: ContactMemory, _ customer: String, _ ticket: TicketSnapshot
    ) -> String? {
        // What is planned about this ticket itself is planned anew.
        let recent = memory.contacts(with: customer, within: settings.quiet).filter(\.isSurvey)
        if recent.contains(where: { $0.ticket == ticket.id && !$0.isPlanned }) {
            return "the customer was asked about it already"
        }
        if let last = recent.last(where: { $0.ticket != ticket.id }) {
            let end = memory.end(of: settings.quiet, since: last)
            return "the customer is asked about \(last.ticket) on \(last.day), and then not before \(end)"
        }
        return Self.budgetHindrance(memory, customer, settings, besides: ticket.id)
    }

    /// Why a customer has heard enough of us, or why that cannot be known.
    static func budgetHindrance(
        _ memory: ContactMemory, _ customer: String, _ settings: FollowUpSettings, besides ticket: String
    ) -> String? {
        let count = memory.contacts(with: customer, within: settings.contacts.within).count {
            // A mail that is only suggested has reached nobody.
            !$0.isOpenMail && !($0.isPlanned && $0.ticket == ticket)
        }
        guard count < settings.contacts.most else {
            return "the customer has heard of us \(count) times lately"
        }
        return memory.isFull
            ? "it remembers so many contacts that no more fit: ask about a smaller share of the tickets" : nil
    }

    private static func no(_ reason: String, _ memory: ContactMemory? = nil) -> SurveyPlanResult {
        SurveyPlanResult(SurveyPlan(ask: false, reason: reason), statePatch: memory?.patch)
    }

    /// A number from 0 to 1 out of the host's seed: SplitMix64 (Steele, Lea, Flood, 2014), one draw for
    /// each survey.
    static func draw(_ seed: Int, _ place: Int) -> Double {
        var bits = UInt64(bitPattern: Int64(seed)) &+ UInt64(place + 1) &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((bits ^ (bits >> 31)) >> 11) / Double(1 << 53)
    }

    /// How long after the answer it is asked when the settings do not say: effort while it is fresh,
    /// satisfaction once the answer was tried, the whole when the one ticket has faded.
    private static func usualDelay(of kind: SurveyPlan.Kind) -> WireDuration {
        switch kind {
        case .ces: WireDuration(seconds: 3_600)
        case .csat: WireDuration(seconds: 86_400)
        case .nps: WireDuration(seconds: 7 * 86_400)
        }
    }

    private static func reason(_ survey: FollowUpSettings.Survey, place: Int, tickets: Int) -> String {
        var parts = ["survey \(place + 1) of the settings fits"]
        if survey.ticketsFrom != nil { parts.append("it is ticket \(tickets) of the customer") }
        if let share = survey.share, share < 1 {
            parts.append("it was drawn (\(Int((share * 100).rounded())) %)")
        }
        return parts.joined(separator: ", ")
    }
}
