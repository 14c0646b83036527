// What plugins want done, done to tickets.

internal import FoundationEssentials
internal import PluginHost
internal import PluginProtocol
internal import TicketStore
internal import Tickets

/// Does the actions of one call, in their order. What a ticket's state does not allow, and what a
/// person has set, stays, and the ticket says so.
enum PluginEffects {
    /// - Returns: nothing: the edits hold what was done.
    static func apply(
        _ actions: [PluginAction], refusals: [(ticket: TicketID?, reason: String)], of plugin: String,
        hook: String, to edits: inout [TicketID: TicketEdit], sending: Sending? = nil,
        note: (String) -> Decision
    ) {
        for action in actions {
            guard let id = action.ticket.flatMap({ TicketID($0) }), var edit = edits[id] else { continue }
            do {
                try apply(action, of: plugin, hook, &edit, sending, note)
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
        _ sending: Sending?, _ note: (String) -> Decision
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
        case .suggest(let reply):
            edit.note([suggestion(reply, plugin, hook, note)])
        // What may not be sent without a person is a suggestion.
        case .reply(let reply):
            var said = suggestion(reply, plugin, hook, note)
            if let sending {
                let automatic = AutomaticReply(
                    plugin: plugin, body: reply.bodyMarkdown, confidence: said.confidence,
                    reason: said.reason)
                let messages = sending.threads[edit.ticket.id]?.messages ?? []
                said = said.told(
                    of: automatic,
                    sending.replies.send(
                        automatic, messages, .action(isReviewed: sending.isReviewed), &edit, now: said.at))
            }
            edit.note([said])
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

    private static func suggestion(
        _ reply: ReplyProposal, _ plugin: String, _ hook: String, _ note: (String) -> Decision
    ) -> Decision {
        let known = note(reply.reason)
        let confidence = reply.confidence.isFinite ? min(1, max(0, reply.confidence)) : 0
        return Decision(
            plugin: plugin, hook: hook, outcome: .suggestedReply(reply.bodyMarkdown), confidence: confidence,
            reason: reply.reason, at: known.at)
    }

    /// What it takes to send an answer without a person.
    struct Sending: Sendable {
        let replies: AutomaticReplies
        let threads: [TicketID: TicketThread]
        /// Whether plugins review tickets.
        let isReviewed: Bool
    }
}
