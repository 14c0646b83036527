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
        let chosen = request.query.get("use").flatMap { Int($0) }
        let draft = chosen.flatMap { suggestions.indices.contains($0) ? suggestions[$0].body : nil } ?? ""
        let parts = try await desk.parts(of: thread.ticket, ofSameCustomer: false)
        return try await ticketPage(thread, parts, draft: draft)
    }

    private func ticketPage(
        _ thread: TicketThread, _ parts: [TicketThread], draft: String, note: String = "",
        notice: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let ticket = thread.ticket
        let path = "/desk/tickets/\(ticket.id.number)"
        let said = SaidMessage.inOrder(
            parts.flatMap {
                SaidMessage.all($0.messages, of: $0.ticket, below: "/desk/tickets/\($0.ticket.id.number)")
            } + SaidMessage.all(thread.messages, of: ticket, below: path))
        let notice: HTML? = notice.map { "<p class=\"notice bad\" role=\"alert\">\($0)</p>" }
        let held = try await heldNotice(thread)
        let main: HTML = """
            <h1><bdi>\(ticket.state.isErased ? "Erased" : ticket.subject)</bdi></h1>
            \(facts(ticket, isVerified: thread.correspondent.isVerified))
            \(notice)
            \(held)
            \(relations(ticket))
            \(fieldList(ticket, look.settings.language))
            <div class="beside"><div>\(messages(said, look.words(nil)))
            \(ticket.state.isErased ? erasedNotice(ticket) : answering(thread, draft: draft))</div>
            <div>\(ticket.state.isErased ? nil : handling(ticket, note: note))
            \(promises(ticket))
            \(reasons(thread))</div></div>
            """
        return agentPage("\(ticket.id)", status: status, main)
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
        } catch let error as TicketError {
            return try await ticketPage(
                id, draft: fields["body"], notice: Self.sentence(error), status: .conflict)
        } catch {
            context.logger.error("an answer was not stored: \(logWords(error))")
            return giveBack(fields, to: request, error)
        }
    }

    /// The page with what could not be done, and what was typed.
    func ticketPage(
        _ id: TicketID, draft: String = "", note: String = "", notice: String, status: HTTPResponse.Status
    ) async throws -> Response {
        guard let thread = try await desk.thread(id) else { throw HTTPError(.notFound) }
        let parts = try await desk.parts(of: thread.ticket, ofSameCustomer: false)
        return try await ticketPage(thread, parts, draft: draft, note: note, notice: notice, status: status)
    }

    /// Finishes a ticket.
    func solve(_ context: DeskContext) async throws -> Response {
        try await change(context) { try await desk.solve($0, by: $1) }
    }

    /// Opens a solved ticket again.
    func reopen(_ context: DeskContext) async throws -> Response {
        try await change(context) { try await desk.reopen($0, by: $1) }
    }

    /// Does something to a ticket and shows it again, also with why it could not be done.
    func change(
        _ context: DeskContext, _ act: (TicketID, _ agent: String) async throws -> Bool
    ) async throws -> Response {
        guard let agent = context.agent else { throw HTTPError(.forbidden) }
        guard let id = ticketNumber(context) else { throw HTTPError(.notFound) }
        do {
            guard try await act(id, agent) else { throw HTTPError(.notFound) }
            return redirect(to: "/desk/tickets/\(id.number)")
        } catch let error as TicketError {
            return try await ticketPage(id, notice: Self.sentence(error), status: .conflict)
        }
    }

    static func sentence(_ error: TicketError) -> String {
        "Nothing was changed: \(error.description)"
    }

    func ticketNumber(_ context: DeskContext) -> TicketID? {
        context.parameters.get("number", as: Int64.self).map { TicketID($0) }
    }

}
