// What agents see of one ticket: all that is known about it, and what they can do.

internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird
internal import KnowledgeBase
internal import Logging
internal import Markdown
internal import SiteGenerator
internal import TicketStore
internal import Tickets

extension WebServer {
    /// One ticket: what was said, where it is and why, what could be answered.
    func ticketPage(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let id = ticketNumber(context), let thread = try await desk.thread(id) else {
            throw HTTPError(.notFound)
        }
        let suggestions = thread.decisions.compactMap(Suggestion.init)
        let chosen = request.uri.queryParameters["use"].flatMap { Int($0) }
        let draft = chosen.flatMap { suggestions.indices.contains($0) ? suggestions[$0].body : nil } ?? ""
        return ticketPage(thread, draft: draft)
    }

    private func ticketPage(
        _ thread: TicketThread, draft: String, notice: String? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        let ticket = thread.ticket
        let suggestions = thread.decisions.compactMap(Suggestion.init)
        let rating: HTML? = ticket.rating.map { " · rated <strong>\($0.rawValue)</strong>" }
        let notice: HTML? = notice.map { "<p class=\"notice bad\" role=\"alert\">\($0)</p>" }
        let main: HTML = """
            <nav class="breadcrumbs" aria-label="Breadcrumbs"><a href="/desk">Tickets</a></nav>
            <h1><bdi>\(ticket.subject)</bdi></h1>
            <p class="facts">\(ticket.id.description) from <bdi>\(ticket.requester.name)</bdi>
            (<bdi>\(ticket.requester.address)</bdi>) · queue <strong>\(desk.settings.title(ofQueue: ticket.queue))</strong>
            · \(ticket.status.rawValue)\(rating)</p>
            \(heldNotice(ticket))
            \(fieldList(ticket, look.settings.language))
            \(reasons(thread))
            \(promises(ticket))
            \(messages(thread.messages, of: ticket, below: "/desk/tickets/\(ticket.id.number)", look.words(nil)))
            \(suggestionCards(suggestions, of: ticket))
            \(notice)
            <form method="post" action="/desk/tickets/\(ticket.id.number)/reply">
            <input type="hidden" name="key" value="\(desk.newReplyKey(for: ticket.id))">
            <div class="field"><label for="body">Your answer</label>
            <textarea id="body" name="body" rows="8" required>\n\(draft)</textarea></div>
            <p><button>Send the answer</button></p></form>
            \(solveForm(ticket))
            <form method="post" action="/desk/tickets/\(ticket.id.number)/link">
            <p><button class="quiet">Mail the customer a new link, and make the old ones void</button></p></form>
            <p><a href="/desk/tickets/\(ticket.id.number)/erase">Erase this person</a></p>
            """
        return page("\(ticket.id)", status: status, main)
    }

    /// Sends an agent's answer. One that could not be stored comes back.
    func reply(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let agent = context.agent else { throw HTTPError(.forbidden) }
        guard let id = ticketNumber(context) else { throw HTTPError(.notFound) }
        let fields = try await form(request, context)
        do {
            switch try await desk.reply(id, fields["body"], key: fields["key"], by: agent) {
            case .sent: return redirect(to: "/desk/tickets/\(id.number)")
            case .noTicket: throw HTTPError(.notFound)
            case .blank:
                return try await ticketPage(
                    id, draft: "", notice: "Please write your answer.", status: .unprocessableContent)
            case .keyUsed:
                return try await ticketPage(
                    id, draft: fields["body"],
                    notice: "This form has sent another answer already. Send this one, too, if you mean it.",
                    status: .conflict)
            }
        } catch let error as HTTPError {
            throw error
        } catch {
            context.logger.error("an answer was not stored: \(logWords(error))")
            return giveBack(fields, to: request, error)
        }
    }

    private func ticketPage(
        _ id: TicketID, draft: String, notice: String, status: HTTPResponse.Status
    ) async throws -> Response {
        guard let thread = try await desk.thread(id) else { throw HTTPError(.notFound) }
        return ticketPage(thread, draft: draft, notice: notice, status: status)
    }

    /// Finishes a ticket.
    func solve(_ context: DeskContext) async throws -> Response {
        try await change(context) { try await desk.solve($0, by: $1) }
    }

    func change(
        _ context: DeskContext, _ act: (TicketID, _ agent: String) async throws -> Bool
    ) async throws -> Response {
        guard let agent = context.agent else { throw HTTPError(.forbidden) }
        guard let id = ticketNumber(context), try await act(id, agent) else { throw HTTPError(.notFound) }
        return redirect(to: "/desk/tickets/\(id.number)")
    }

    func ticketNumber(_ context: DeskContext) -> TicketID? {
        context.parameters.get("number", as: Int64.self).map { TicketID($0) }
    }

    /// Why the ticket is where it is: every answer of every plugin, in words.
    private func reasons(_ thread: TicketThread) -> HTML {
        var items: [HTML] = thread.decisions.map { "<li>\(sentence($0))</li>\n" }
        if items.isEmpty {
            let wasFaster = thread.ticket.status != .new
            items = [
                wasFaster
                    ? "<li>A person was faster than the plugins.</li>"
                    : "<li>The plugins have not been asked yet.</li>"
            ]
        }
        return """
            <section aria-labelledby="why"><h2 id="why">Why it is here</h2>
            <ul>\(items)</ul></section>
            """
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

    private func suggestionCards(_ suggestions: [Suggestion], of ticket: Ticket) -> [HTML] {
        suggestions.enumerated().map { number, suggestion in
            """
            <section class="notice" aria-label="Suggested answer"><h2>Suggested answer</h2>
            \(MarkdownDocument(parsing: suggestion.body, trust: .stranger).html)
            <p class="facts">\(suggestion.decision.plugin), sure to \(Self.percent(suggestion.decision.confidence)):
            \(suggestion.decision.reason)</p>
            <p><a href="/desk/tickets/\(ticket.id.number)?use=\(number)#body">Use this answer</a></p></section>
            """
        }
    }

    private func solveForm(_ ticket: Ticket) -> HTML? {
        guard !ticket.status.isFinished else { return nil }
        return """
            <form method="post" action="/desk/tickets/\(ticket.id.number)/solve">
            <p><button class="quiet">Mark as solved</button></p></form>
            """
    }

    private static func percent(_ confidence: Double) -> String {
        "\(Int((confidence * 100).rounded())) %"
    }
}

/// A decision that suggests an answer.
private struct Suggestion {
    let decision: Decision
    let body: String

    init?(_ decision: Decision) {
        guard case .suggestedReply(let body) = decision.outcome else { return nil }
        self.decision = decision
        self.body = body
    }
}
