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
        let language = language(request, linked.thread.ticket)
        let words = FormWords(words: look.words(language), attachments: look.settings.form.attachments)
        func giveBack(
            _ sentence: String, _ status: HTTPResponse.Status, about field: String? = nil, key: String? = nil
        ) -> Response {
            let errors = field.map { [$0: sentence] } ?? [:]
            guard !request.wantsJSON else {
                return AskAnswer(message: sentence, errors: errors, key: key).response(status)
            }
            var reply = AskFormState()
            reply.key = key ?? posted.fields["key"]
            reply.values["body"] = posted.fields["body"]
            if !posted.attachments.isEmpty { reply.values["files"] = "" }
            reply.notice = sentence
            reply.errors = errors
            return customerPage(linked, secret, request, reply: reply, status: status)
        }
        do {
            if let error = posted.error { throw error }
            if let mistake = posted.fileMistake {
                return giveBack(words.sentence(mistake), .contentTooLarge, about: "files")
            }
            guard posted.fields["body"].utf8.count <= AskForm.limit(of: .body) else {
                let limit = AskForm.limit(of: .body)
                let sentence = words.tooLong(posted.fields["body"], longestBytes: limit)
                return giveBack(sentence, .unprocessableContent, about: "body")
            }
            let outcome = try await desk.add(
                posted.fields["body"], posted.attachments, to: id, secret: secret,
                key: posted.fields["key"], from: place(request, context))
            switch outcome {
            case .sent(let sent):
                let path = path(sent, inLanguageOf: request)
                return request.wantsJSON ? AskAnswer(address: path).response(.created) : redirect(to: path)
            case .noTicket: throw HTTPError(.notFound)
            case .blank: return giveBack(words.words["ticket_blank"], .unprocessableContent, about: "body")
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
    func settle(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (id, secret) = try ticketLink(context)
        do {
            guard try await desk.settle(id, secret: secret) else { throw HTTPError(.notFound) }
        } catch is TicketError {
            throw HTTPError(.conflict)
        }
        return redirect(to: path("/t/\(id.number)/\(secret)", inLanguageOf: request))
    }

    /// Somebody says that the address is theirs.
    func verify(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (id, secret) = try ticketLink(context)
        guard try await desk.verify(id, secret: secret) else { throw HTTPError(.notFound) }
        return redirect(to: path("/t/\(id.number)/\(secret)?mine", inLanguageOf: request))
    }

    /// Takes a rating and shows the page again.
    func rate(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (id, secret) = try ticketLink(context)
        let fields = try await form(request, context)
        do {
            let ticket =
                if let score = Self.score(fields) {
                    try await desk.rate(id, secret: secret, score)
                } else if let rating = Rating(rawValue: fields["rating"]) {
                    try await desk.rate(id, secret: secret, rating)
                } else {
                    throw HTTPError(.unprocessableContent)
                }
            guard ticket != nil else { throw HTTPError(.notFound) }
            return redirect(to: path("/t/\(id.number)/\(secret)", inLanguageOf: request))
        } catch is TicketError {
            throw HTTPError(.conflict)
        }
    }
}
