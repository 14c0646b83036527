// From a command to events: what may be done to a ticket, and what follows.

public import FoundationEssentials

extension TicketState {
    /// The most tags, links or custom fields of a ticket.
    public static let mostEntries = 200
    /// The most bytes of an identifier.
    public static let longestIdentifier = 200

    /// Does what a command asks, or nothing at all.
    ///
    /// - Parameters:
    ///   - actor: who asks for it.
    ///   - moment: the clock, which is counted in whole milliseconds.
    /// - Returns: what happened, in order; empty when it was so already.
    /// - Throws: why it cannot be done; the state is then as before.
    public mutating func apply(
        _ command: TicketCommand, by actor: Actor, at moment: Date
    ) throws(TicketError) -> [TicketEvent] {
        var step = TicketStep(self, by: actor, at: moment)
        try step.perform(command)
        self = step.state
        return step.events
    }

    /// Keeps a message that comes too late: it is written down, and the ticket stays as it is.
    mutating func keep(
        _ visibility: Message.Visibility, by actor: Actor, at moment: Date
    ) throws(TicketError) -> [TicketEvent] {
        var step = TicketStep(self, by: actor, at: moment)
        try step.record(.messageAdded, visibility: visibility)
        self = step.state
        return step.events
    }
}

/// A command on its way: the state so far, and what happened so far.
struct TicketStep {
    private(set) var state: TicketState
    private(set) var events: [TicketEvent] = []
    let actor: Actor
    let moment: Date

    init(_ state: TicketState, by actor: Actor, at moment: Date) {
        self.state = state
        self.actor = actor
        self.moment = Date(milliseconds: moment.milliseconds)
    }

    mutating func perform(_ command: TicketCommand) throws(TicketError) {
        try allow(command)
        switch command {
        case .say(let visibility, let next): try say(visibility, then: next)
        case .move(let status): try move(to: status)
        case .setQueue(let queue): try set(.queue, state.queue, queue)
        case .assign(let agent): try assign(to: agent)
        case .setTeam(let team): try set(.team, state.team, team)
        case .setPriority(let priority): try set(.priority, state.priority.rawValue, priority.rawValue)
        case .setTier(let tier): try set(.tier, state.tier, tier)
        case .setLanguage(let language): try set(.language, state.language, language)
        case .setOrganisation(let organisation): try set(.organisation, state.organisation, organisation)
        case .setRequester(let requester): try set(.requester, state.requester, requester)
        case .setChannel(let channel): try set(.channel, state.channel, channel)
        case .tag(let tag): try setTag(tag, on: true)
        case .untag(let tag): try setTag(tag, on: false)
        case .setField(let key, let value, let isPersonal): try setField(key, value, isPersonal)
        case .snooze(let until): try snooze(until: until)
        case .wake: try wake()
        case .link(let link): try setLink(link, on: true)
        case .unlink(let link): try setLink(link, on: false)
        case .rate(let rating): try rate(rating)
        case .score(let score): try rate(score)
        case .planSurvey(let plan): try planSurvey(plan)
        case .surveySent(let kind):
            try record(.surveySent, .survey, state.survey?.rawValue ?? "", kind.rawValue)
        case .revokeLink:
            let generation = state.linkGeneration
            try record(.changed, .linkGeneration, "\(generation)", "\(generation + 1)")
        case .mark(let mark): try setMark(mark)
        case .correct(let field): try record(.changed, change: .ofWords(in: field))
        case .erase: if !state.isErased { try record(.erased) }
        }
    }

    /// What is closed can still be pointed to, rated, annotated and erased; what is part of another
    /// ticket only pointed to and erased.
    private func allow(_ command: TicketCommand) throws(TicketError) {
        switch command {
        case .link, .unlink, .revokeLink, .erase: return
        case .say(.internal, _), .rate, .score, .planSurvey, .surveySent, .move(to: .closed):
            if state.mergedInto != nil { throw .merged }
        default:
            if state.mergedInto != nil { throw .merged }
            if state.status == .closed { throw .closed }
        }
    }

    private mutating func say(
        _ visibility: Message.Visibility, then next: TicketStatus?
    ) throws(TicketError) {
        try record(.messageAdded, visibility: visibility)
        if let next { return try move(to: next) }
        guard visibility == .public else { return }
        switch actor {
        case .requester:
            try endSnooze()
            if !state.status.isWaitingForUs { try move(to: .open) }
        case .agent: if state.status == .new { try move(to: .open) }
        case .plugin, .desk: break
        }
    }

    mutating func move(to next: TicketStatus) throws(TicketError) {
        let old = state.status
        guard next != old else { return }
        guard old.mayBecome(next) else { throw next == .closed ? .notSolved : .noSuchStep }
        try record(.changed, .status, old.rawValue, next.rawValue)
        switch next {
        case .solved: try record(.solved)
        case .closed: try record(.closed)
        case .new, .open, .pending: if old == .solved { try record(.reopened) }
        }
        if next.isFinished { try endSnooze() }
    }

    private mutating func assign(to agent: String?) throws(TicketError) {
        try set(.assignee, state.assignee, agent)
        if case .agent = actor, agent != nil, state.status == .new { try move(to: .open) }
    }

    private mutating func rate(_ rating: Rating) throws(TicketError) {
        guard state.status.isFinished else { throw .notSolved }
        try record(.surveyAnswered, .rating, state.rating?.rawValue ?? "", rating.rawValue)
    }

    private mutating func rate(_ score: SurveyScore) throws(TicketError) {
        guard state.status.isFinished else { throw .notSolved }
        try record(.surveyAnswered, .score, state.score?.text ?? "", score.text)
    }

    private mutating func planSurvey(_ plan: PlannedSurvey?) throws(TicketError) {
        guard plan != state.surveyPlan else { return }
        guard plan == nil || (state.status.isFinished && !state.isErased) else { throw .notSolved }
        try record(.changed, .surveyPlan, state.surveyPlan?.text ?? "", plan?.text ?? "")
    }

    private mutating func snooze(until: Date) throws(TicketError) {
        guard !state.status.isFinished else { throw .noSuchStep }
        guard until.milliseconds > moment.milliseconds else { throw .notLater }
        try record(.changed, .snoozedUntil, snoozeText, InstantText.utc(until))
    }

    private mutating func wake() throws(TicketError) {
        guard state.snooze != nil else { return }
        try endSnooze()
        if state.status == .pending { try move(to: .open) }
    }

    private mutating func endSnooze() throws(TicketError) {
        if state.snooze != nil { try record(.changed, .snoozedUntil, snoozeText, "") }
    }

    private var snoozeText: String { state.snooze.map { InstantText.utc($0.until) } ?? "" }

    mutating func record(
        _ kind: TicketEvent.Kind, _ field: TicketField, _ from: String, _ to: String
    ) throws(TicketError) {
        try record(kind, change: TicketEvent.Change(field: field.rawValue, from: from, to: to))
    }

    mutating func record(
        _ kind: TicketEvent.Kind, change: TicketEvent.Change? = nil,
        visibility: Message.Visibility? = nil
    ) throws(TicketError) {
        let event = TicketEvent(
            kind: kind, actor: actor, change: change, at: moment, revision: state.revision + 1,
            visibility: visibility)
        try state.take(event)
        events.append(event)
    }
}
