// What plugins want done, done to tickets.

internal import FoundationEssentials
internal import PluginHost
internal import PluginProtocol
internal import Tickets

/// Does the actions of one call, in their order. What a ticket's state does not allow, and what a
/// person has set, stays, and the ticket says so.
enum PluginEffects {
    /// - Returns: nothing: the edits hold what was done.
    static func apply(
        _ actions: [PluginAction], refusals: [(ticket: TicketID?, reason: String)], of plugin: String,
        hook: String, to edits: inout [TicketID: TicketEdit], note: (String) -> Decision
    ) {
        for action in actions {
            guard let id = TicketID(action.ticket), var edit = edits[id] else { continue }
            do {
                try apply(action, of: plugin, hook, &edit, note)
                edits[id] = edit
            } catch {
                let reason = "it could not \(action.kind.rawValue): \(error)"
                edits[id]?.note([note(reason)])
            }
        }
        for refusal in refusals {
            guard let id = refusal.ticket else { continue }
            edits[id]?.note([note(refusal.reason)])
        }
    }

    private static func apply(
        _ action: PluginAction, of plugin: String, _ hook: String, _ edit: inout TicketEdit,
        _ note: (String) -> Decision
    ) throws(TicketError) {
        let actor = Actor.plugin(id: plugin)
        switch action.effect {
        case .set(.queue, let value): try edit.apply(.setQueue(value), by: actor)
        case .set(.assignee, let value): try edit.apply(.assign(to: value), by: actor)
        case .set(.priority, let value):
            try edit.apply(.setPriority(Priority(rawValue: value) ?? .normal), by: actor)
        case .set(.tier, let value): try edit.apply(.setTier(value), by: actor)
        case .tag(let tag): try edit.apply(.tag(tag), by: actor)
        case .untag(let tag): try edit.apply(.untag(tag), by: actor)
        case .note(let text): try edit.say(text, visibility: .internal, by: actor)
        case .notify(let to, let text):
            try edit.say("**For \(to):** \(text)", visibility: .internal, by: actor)
        // Without a threshold of the operator's, what a plugin would send is a suggestion.
        case .suggest(let reply), .reply(let reply):
            let known = note(reply.reason)
            edit.note(
                [
                    Decision(
                        plugin: plugin, hook: hook, outcome: .suggestedReply(reply.bodyMarkdown),
                        confidence: min(1, max(0, reply.confidence)), reason: reply.reason, at: known.at)
                ])
        case .reopen: try edit.apply(.move(to: .open), by: actor)
        case .close:
            if !edit.ticket.status.isFinished { try edit.apply(.move(to: .solved), by: actor) }
            try edit.apply(.move(to: .closed), by: actor)
        case .askSurvey(let plan):
            guard let planned = plan.planned else { return }
            let due = note("").at.addingTimeInterval(Double(plan.after.seconds))
            try SurveyRules.plan(
                PlannedSurvey(planned.kind, due: due, channel: planned.channel), by: plugin, &edit)
        // It lies in the store by now, and is sent from there.
        case .deliver: break
        }
    }
}
