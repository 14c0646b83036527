// What plugins said of a ticket: why it is where it is, and what could be answered.

internal import HelpDesk
internal import Markdown
internal import TicketStore
internal import Tickets

extension WebServer {
    /// Why the ticket is where it is: every answer of every plugin, in words.
    func reasons(_ thread: TicketThread) -> HTML {
        let decisions = thread.decisions
        var items: [HTML] = decisions.map { decision in
            "<li>\(sentence(decision, thread.messages))\(standing(decision, among: decisions)) <small>\(time(decision.at))</small></li>\n"
        }
        if items.isEmpty {
            let wasFaster = thread.ticket.status != .new
            items = [
                wasFaster
                    ? "<li>A person was faster than the plugins.</li>"
                    : "<li>The plugins have not been asked yet.</li>"
            ]
        }
        return """
            <details class="details" open><summary><h2 id="why">Why it is here</h2></summary>
            <div class="details-body"><ul>\(items)</ul></div></details>
            """
    }

    /// Why a proposal counted, or did not.
    private func standing(_ decision: Decision, among decisions: [Decision]) -> HTML? {
        guard let winner = desk.winner(over: decision, among: decisions) else { return nil }
        return switch winner {
        case .none: ". It was alone in this."
        case .itself(let other, let lead): ". It came before \(other): \(lead)."
        case .other(let other, let lead): ". \(other) came before it: \(lead)."
        case .held: ". It came to nothing: a review holds the ticket."
        case .nobody: ". It came to nothing: a person was faster, or it had been decided before."
        }
    }

    private func sentence(_ decision: Decision, _ messages: [Message]) -> HTML {
        switch decision.outcome {
        case .proposedQueue(let queue, _):
            let verb = decision.won ? "moved it to" : "would have moved it to"
            return """
                \(decision.plugin) \(verb) <strong>\(desk.settings.title(ofQueue: queue))</strong>: \
                \(decision.reason) (sure to \(Self.percent(decision.confidence)))
                """
        case .proposed(let field, let value, _):
            let verb = decision.won ? "set its \(field) to" : "would have set its \(field) to"
            return """
                \(decision.plugin) \(verb) <strong>\(value)</strong>: \(decision.reason) \
                (sure to \(Self.percent(decision.confidence)))
                """
        case .enriched(let found):
            return "\(decision.plugin) found: \(found.joined(separator: ", "))"
        case .plannedSurvey(let kind, _, _):
            return "\(decision.plugin) plans to ask how it went (\(kind.rawValue)): \(decision.reason)"
        case .plannedNoSurvey:
            return "\(decision.plugin) does not want to ask how it went: \(decision.reason)"
        case .allowed:
            return decision.reviewed == .answer
                ? "\(decision.plugin) lets the answer go out. \(decision.reason)"
                : "\(decision.plugin) has nothing against it. \(decision.reason)"
        case .held:
            return decision.reviewed == .answer
                ? "\(decision.plugin) wants a person to look at the answer first: \(decision.reason)"
                : "\(decision.plugin) wants a person to look at it first: \(decision.reason)"
        case .suggestedReply:
            return answerSentence(decision, decision.message(in: messages))
        case .abstained:
            return "\(decision.plugin) proposed nothing to \(decision.hook): \(decision.reason)"
        case .failed:
            return "\(decision.plugin) failed at \(decision.hook): \(decision.reason)"
        case .unavailable:
            return "\(decision.plugin) gave no answer to \(decision.hook): \(decision.reason)"
        }
    }

    /// What became of a suggested answer: nothing so far, or who sent it.
    private func answerSentence(_ decision: Decision, _ message: Message?) -> HTML {
        let plugin = decision.plugin
        return switch message?.author {
        case .plugin: "\(plugin) answered, and that was sent by itself: \(decision.reason)"
        case .agent(let id):
            "\(plugin) suggested an answer, which <bdi>\(desk.settings.name(ofAgent: id))</bdi> sent: \(decision.reason)"
        case .requester, .desk, nil: "\(plugin) suggests an answer: \(decision.reason)"
        }
    }

    /// What could be answered; what was sent already is not offered again.
    func suggestionCards(_ thread: TicketThread) -> [HTML] {
        let suggestions = thread.decisions.compactMap(Suggestion.init)
        // Numbered with those that were sent: a page that is open keeps its links.
        let open = suggestions.enumerated().filter { $0.element.decision.message(in: thread.messages) == nil }
        return open.map { number, suggestion in
            """
            <section class="notice" aria-label="Suggested answer \(number + 1)"><h2>Suggested answer</h2>
            \(MarkdownDocument(parsing: suggestion.body, trust: .stranger).html)
            <p class="facts">\(suggestion.decision.plugin), sure to \(Self.percent(suggestion.decision.confidence)):
            \(suggestion.decision.reason)</p>
            <p><a href="/desk/tickets/\(thread.ticket.id.number)?use=\(number)#body">Use this answer</a></p></section>
            """
        }
    }

    private static func percent(_ confidence: Double) -> String {
        "\(Int((confidence * 100).rounded())) %"
    }
}

/// A decision that suggests an answer.
struct Suggestion {
    let decision: Decision
    let body: String

    init?(_ decision: Decision) {
        guard case .suggestedReply(let body) = decision.outcome else { return nil }
        self.decision = decision
        self.body = body
    }
}
