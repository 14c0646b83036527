// What the buttons on a ticket's page do.

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
    /// Adds a message and files. What could not be stored comes back.
    func addToTicket(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (id, secret) = try ticketLink(context)
        // Before any file is kept, it is known whether anybody may send some.
        guard let linked = try await desk.linked(id, secret: secret) else { throw HTTPError(.notFound) }
        let posted = try await posted(request, context)
        let language = look.language(linked.thread.ticket.state.language)
        let words = FormWords(words: look.words(language), attachments: look.settings.form.attachments)
        func giveBack(_ sentence: String, _ status: HTTPResponse.Status, key: String? = nil) -> Response {
            let draft = CustomerDraft(key: key ?? posted.fields["key"], body: posted.fields["body"])
            return customerPage(
                linked, secret, notice: "<p class=\"notice bad\" role=\"alert\">\(sentence)</p>",
                draft: draft, status: status)
        }
        do {
            if let error = posted.error { throw error }
            if let mistake = posted.fileMistake {
                return giveBack(words.sentence(mistake), .contentTooLarge)
            }
            guard posted.fields["body"].utf8.count <= AskForm.limit(of: .body) else {
                let limit = String(AskForm.limit(of: .body))
                return giveBack(words.words("form_too_long", ["count": limit]), .unprocessableContent)
            }
            let outcome = try await desk.add(
                posted.fields["body"], posted.attachments, to: id, secret: secret,
                key: posted.fields["key"], from: place(request, context))
            switch outcome {
            case .sent(let path): return redirect(to: path)
            case .noTicket: throw HTTPError(.notFound)
            case .blank: return giveBack(words.words["ticket_blank"], .unprocessableContent)
            case .keyUsed:
                let key = desk.newCustomerKey(for: id)
                return giveBack(words.words["ticket_key_used"], .conflict, key: key)
            }
        } catch let error as HTTPError {
            throw error
        } catch is TooManyPosts {
            return tryAgain(giveBack(words.words["form_too_many"], .tooManyRequests), afterSeconds: 600)
        } catch is TicketError {
            throw HTTPError(.conflict)
        } catch {
            context.logger.error("a message was not stored: \(logWords(error))")
            return tryAgain(giveBack(words.words["ticket_busy"], .serviceUnavailable))
        }
    }

    /// The customer says that it is settled.
    func settle(_ context: DeskContext) async throws -> Response {
        let (id, secret) = try ticketLink(context)
        do {
            guard try await desk.settle(id, secret: secret) else { throw HTTPError(.notFound) }
        } catch is TicketError {
            throw HTTPError(.conflict)
        }
        return redirect(to: "/t/\(id.number)/\(secret)")
    }

    /// Somebody says that the address is theirs.
    func verify(_ context: DeskContext) async throws -> Response {
        let (id, secret) = try ticketLink(context)
        guard try await desk.verify(id, secret: secret) else { throw HTTPError(.notFound) }
        return redirect(to: "/t/\(id.number)/\(secret)?mine")
    }

    /// Takes a rating and shows the page again.
    func rate(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (id, secret) = try ticketLink(context)
        guard let rating = Rating(rawValue: try await form(request, context)["rating"]) else {
            throw HTTPError(.unprocessableContent)
        }
        do {
            guard try await desk.rate(id, secret: secret, rating) != nil else { throw HTTPError(.notFound) }
            return redirect(to: "/t/\(id.number)/\(secret)")
        } catch is TicketError {
            throw HTTPError(.conflict)
        }
    }
}
