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
            "<li>\(sentence(decision))\(standing(decision, among: decisions)) <small>\(time(decision.at))</small></li>\n"
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
        case .nobody: ". It came to nothing: a person was faster, or it had been decided before."
        }
    }

    private func sentence(_ decision: Decision) -> HTML {
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
            return "\(decision.plugin) has nothing against it. \(decision.reason)"
        case .held:
            return "\(decision.plugin) wants a person to look at it first: \(decision.reason)"
        case .suggestedReply:
            return "\(decision.plugin) suggests an answer: \(decision.reason)"
        case .abstained:
            return "\(decision.plugin) proposed nothing to \(decision.hook): \(decision.reason)"
        case .failed:
            return "\(decision.plugin) failed at \(decision.hook): \(decision.reason)"
        case .unavailable:
            return "\(decision.plugin) gave no answer to \(decision.hook): \(decision.reason)"
        }
    }

    func suggestionCards(_ suggestions: [Suggestion], of ticket: Ticket) -> [HTML] {
        suggestions.enumerated().map { number, suggestion in
            """
            <section class="notice" aria-label="Suggested answer \(number + 1)"><h2>Suggested answer</h2>
            \(MarkdownDocument(parsing: suggestion.body, trust: .stranger).html)
            <p class="facts">\(suggestion.decision.plugin), sure to \(Self.percent(suggestion.decision.confidence)):
            \(suggestion.decision.reason)</p>
            <p><a href="/desk/tickets/\(ticket.id.number)?use=\(number)#body">Use this answer</a></p></section>
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
