// Takes what an agent decided about a ticket.

internal import Foundation
internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird
internal import Logging
internal import Tickets

extension WebServer {
    /// Keeps a note.
    func keepNote(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let agent = context.agent else { throw HTTPError(.forbidden) }
        guard let id = ticketNumber(context) else { throw HTTPError(.notFound) }
        let fields = try await form(request, context)
        let note = fields["body"]
        do {
            switch try await desk.note(id, note, key: fields["key"], by: agent) {
            case .sent: return redirect(to: "/desk/tickets/\(id.number)")
            case .noTicket: throw HTTPError(.notFound)
            case .blank:
                return try await ticketPage(
                    id, notice: "Please write your note.", status: .unprocessableContent)
            case .keyUsed:
                return try await ticketPage(
                    id, note: note,
                    notice: "This form has kept another note already. Keep this one, too, if you mean it.",
                    status: .conflict)
            }
        } catch let error as HTTPError {
            throw error
        } catch let error as TicketError {
            return try await ticketPage(id, note: note, notice: Self.sentence(error), status: .conflict)
        } catch {
            context.logger.error("a note was not stored: \(logWords(error))")
            return giveBack(fields, to: request, error)
        }
    }

    /// Queue, priority, team, person and tags at once: what is not as the form had it. Whatever a colleague
    /// changed since the form was shown stays.
    func changeTicket(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await form(request, context)
        func changed(_ name: String) -> String? {
            fields.has(name) && fields[name] != fields["was_\(name)"] ? fields[name] : nil
        }
        var wish = TicketChange()
        wish.queue = changed("queue")
        if let text = changed("priority") {
            guard let priority = Priority(rawValue: text) else { throw HTTPError(.unprocessableContent) }
            wish.priority = priority
        }
        wish.team = changed("team")
        wish.assignee = changed("assignee")
        if changed("tags") != nil {
            let (before, after) = (Self.tags(fields["was_tags"]), Self.tags(fields["tags"]))
            wish.newTags = after.subtracting(before).sorted()
            wish.oldTags = before.subtracting(after).sorted()
        }
        return try await change(context) { [wish] in try await desk.change($0, wish, by: $1) }
    }

    private static func tags(_ text: String) -> Set<String> {
        Set(
            text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                .filter { !$0.isEmpty })
    }

    /// The agent takes the ticket.
    func takeTicket(_ context: DeskContext) async throws -> Response {
        try await change(context) { id, agent in
            var wish = TicketChange()
            wish.assignee = agent
            return try await desk.change(id, wish, by: agent)
        }
    }

    /// Lays a ticket aside for some days, a year at most.
    func snooze(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let days = Int(try await form(request, context)["days"]), (1...366).contains(days) else {
            throw HTTPError(.unprocessableContent)
        }
        return try await change(context) { try await desk.snooze($0, days: days, by: $1) }
    }

    /// Takes a ticket up again.
    func wake(_ context: DeskContext) async throws -> Response {
        try await change(context) { try await desk.wake($0, by: $1) }
    }

    /// Makes a ticket part of the one whose number was typed, with or without `T-`.
    func merge(_ request: Request, _ context: DeskContext) async throws -> Response {
        let typed = try await form(request, context)["into"].filter { !$0.isWhitespace }.uppercased()
        guard let id = ticketNumber(context) else { throw HTTPError(.notFound) }
        guard let target = TicketID(typed.hasPrefix("T-") ? typed : "T-\(typed)"),
            try await desk.thread(target) != nil
        else {
            return try await ticketPage(
                id, notice: "There is no such ticket: write its number, as in T-7.",
                status: .unprocessableContent)
        }
        return try await change(context) { try await desk.merge($0, into: target, by: $1) }
    }

    /// Makes two tickets of them again.
    func undoMerge(_ context: DeskContext) async throws -> Response {
        try await change(context) { try await desk.undoMerge(of: $0, by: $1) }
    }
}
