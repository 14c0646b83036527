// The page on which a customer follows a ticket and rates the answer.

internal import FoundationEssentials
internal import HelpDesk
internal import Hummingbird
internal import Markdown
internal import TicketStore
internal import Tickets

extension WebServer {
    /// The ticket behind a secret link. A wrong secret and a missing ticket look the same.
    func customerPage(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (id, secret) = try ticketLink(context)
        guard let thread = try await desk.thread(id, secret: secret) else { throw HTTPError(.notFound) }
        let isNew = request.uri.queryParameters["thanks"] != nil
        let ticket = thread.ticket
        let thanks: HTML? =
            isNew
            ? """
            <p class="notice" role="status"><strong>Thank you, we have it.</strong> A person reads it and answers
            to the address you gave. Keep the address of this page: it is yours alone, and shows the whole conversation.</p>
            """ : nil
        let main: HTML = """
            \(thanks)
            <h1><bdi>\(ticket.subject)</bdi></h1>
            <p class="facts">\(ticket.id.description) · \(Self.customerWords(ticket.status))</p>
            \(messages(thread.messages.forRequester, of: thread.ticket))
            \(ratingForm(ticket, secret: secret))
            """
        return page("Your question", main)
    }

    /// Takes a rating and shows the page again.
    func rate(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (id, secret) = try ticketLink(context)
        guard let rating = Rating(rawValue: try await form(request, context)["rating"]) else {
            throw HTTPError(.unprocessableContent)
        }
        do {
            guard let ticket = try await desk.rate(id, secret: secret, rating) else {
                throw HTTPError(.notFound)
            }
            return redirect(to: desk.path(of: ticket))
        } catch is TicketError {
            throw HTTPError(.conflict)
        }
    }

    /// What was said, the oldest first.
    func messages(_ messages: [Message], of ticket: Ticket) -> HTML {
        let items: [HTML] = messages.map { message in
            let (name, style) =
                switch message.author {
                case .requester: (ticket.requester.name, "message")
                case .agent(let name): (name, "message agent")
                case .plugin, .desk: ("Automatic answer", "message agent")
                }
            let body = MarkdownDocument(parsing: message.body, trust: .stranger).html
            return """
                <li class="\(style)"><header><strong><bdi>\(name)</bdi></strong> · \(time(message.at))</header>
                \(body)</li>
                """
        }
        return "<ol class=\"thread\">\(items)</ol>"
    }

    /// A moment, in UTC until readers' time zones are known.
    func time(_ moment: Date) -> HTML {
        let style = Date.ISO8601FormatStyle(dateSeparator: .dash, dateTimeSeparator: .space, timeZone: .gmt)
            .year().month().day().time(includingFractionalSeconds: false)
        return "<time datetime=\"\(moment.formatted(.iso8601))\">\(moment.formatted(style)) UTC</time>"
    }

    private func ratingForm(_ ticket: Ticket, secret: String) -> HTML? {
        guard ticket.status.isFinished, ticket.state.mergedInto == nil else { return nil }
        let thanks: HTML? = ticket.rating.map { rating in
            let words = rating == .good ? "We are glad that it helped." : "We are sorry, and we look into it."
            return "<p class=\"notice\" role=\"status\">Thank you for telling us. \(words)</p>"
        }
        let question = ticket.rating == nil ? "How did we do?" : "You can change your mind"
        return """
            <section aria-labelledby="rating"><h2 id="rating">\(question)</h2>
            \(thanks)
            <form class="actions" method="post" action="\(desk.path(of: ticket))/rating">
            <button name="rating" value="good">Good, it helped</button>
            <button class="quiet" name="rating" value="bad">Not good enough</button>
            </form></section>
            """
    }

    private func ticketLink(_ context: DeskContext) throws -> (TicketID, String) {
        guard let number = context.parameters.get("number", as: Int64.self),
            let secret = context.parameters.get("secret")
        else { throw HTTPError(.notFound) }
        return (TicketID(number), secret)
    }

    private static func customerWords(_ status: TicketStatus) -> String {
        switch status {
        case .new: "we have it and will look at it"
        case .open: "we are working on it"
        case .pending: "we have answered you by mail"
        case .solved: "solved"
        case .closed: "closed"
        }
    }
}
