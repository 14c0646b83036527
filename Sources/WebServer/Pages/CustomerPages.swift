// The page on which a customer follows a ticket, adds to it, and rates the answer.

internal import FoundationEssentials
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
    /// The ticket behind a secret link. A wrong secret and a missing ticket look the same.
    func customerPage(_ request: Request, _ context: DeskContext) async throws -> Response {
        let (id, secret) = try ticketLink(context)
        guard let linked = try await desk.linked(id, secret: secret) else { throw HTTPError(.notFound) }
        // What became part of another question of the same person goes on there.
        if let path = linked.mergedPath { return redirect(to: self.path(path, inLanguageOf: request)) }
        let words = look.words(language(request, linked.thread.ticket))
        let query = request.query
        var notice: HTML?
        // The address is kept, and opened again: whoever was answered is not thanked for asking.
        if query.has("thanks"), linked.thread.ticket.status == .new {
            notice = """
                <p class="notice" role="status"><strong>\(words["ticket_thanks"])</strong> \
                \(words["ticket_thanks_text"])</p>
                """
        } else if query.has("mine") {
            notice = "<p class=\"notice\" role=\"status\">\(words["ticket_verified"])</p>"
        }
        var reply = AskFormState()
        reply.key = desk.newCustomerKey(for: id)
        return customerPage(linked, secret, request, notice: notice, reply: reply)
    }

    /// The language of a ticket's page: the one that its address asks for, or the ticket's own.
    func language(_ request: Request, _ ticket: Ticket) -> String {
        chosenLanguage(request) ?? look.language(ticket.state.language)
    }

    /// The page, also with what somebody has typed and could not send.
    func customerPage(
        _ linked: LinkedThread, _ secret: String, _ request: Request, notice: HTML? = nil,
        reply: AskFormState, status: HTTPResponse.Status = .ok
    ) -> Response {
        let ticket = linked.thread.ticket
        let language = language(request, ticket)
        let words = look.words(language)
        let isGivenBack = request.method == .post
        let path = "/t/\(ticket.id.number)/\(secret)"
        func action(_ name: String) -> String { self.path("\(path)/\(name)", inLanguageOf: request) }
        let main: HTML = """
            \(notice)
            <h1><bdi>\(ticket.subject)</bdi></h1>
            <p class="facts">\(ticket.id.description) · \(words["ticket_\(ticket.status.rawValue)"])</p>
            \(relations(linked, words))
            \(linked.asksWhetherMine ? verifyForm(action("mine"), words) : nil)
            \(fieldList(ticket, language))
            \(messages(said(linked, below: path), words))
            \(ratingForm(ticket, action("rating"), words))
            <section aria-labelledby="add"><h2 id="add">\(words["ticket_reply"])</h2>
            \(whatFollows(ticket, words))
            \(look.replyForm(reply, action: action("add"), draft: "porchlight.draft.\(ticket.id)", language: language))
            \(settleForm(ticket, action("settle"), words))</section>
            """
        return page(
            words["ticket_title"], status: status, language: language,
            inLanguagesOf: isGivenBack ? nil : request, main)
    }

    private func said(_ linked: LinkedThread, below path: String) -> [SaidMessage] {
        let parts = linked.parts.flatMap { part in
            // Their files, too, are fetched below this page: no other ticket's secret stands on it.
            SaidMessage.all(part.messages.forRequester, of: part.ticket, below: path)
        }
        let own = SaidMessage.all(linked.thread.messages.forRequester, of: linked.thread.ticket, below: path)
        return SaidMessage.inOrder(own + parts)
    }

    /// What was filled in beside subject and text.
    func fieldList(_ ticket: Ticket, _ language: String) -> HTML {
        let order = look.settings.form.fields.map(\.id)
        let fields = ticket.fields.filter { $0.key != AskForm.articleKey }.sorted { a, b in
            (order.firstIndex(of: a.key) ?? .max, a.key) < (order.firstIndex(of: b.key) ?? .max, b.key)
        }
        let words = look.words(language)
        var cameFrom: HTML?
        let items: [HTML] = fields.map { key, value in
            let said = look.settings.form.words(for: key, value, language)
            let isBox: Bool = if case .checkbox = value { true } else { false }
            let text = isBox ? words[value.plain == "yes" ? "form_yes" : "form_no"] : said.value
            let title = key == FormSettings.topicID && said.title == key ? words["form_topic"] : said.title
            return "<dt><bdi>\(title)</bdi></dt><dd><bdi>\(text)</bdi></dd>\n"
        }
        if let address = ticket.fields[AskForm.articleKey]?.plain, let page = article(address) {
            let sentence = words("form_article", ["title": page.title])
            cameFrom = "<p class=\"facts\"><a href=\"\(page.address)\"><bdi>\(sentence)</bdi></a></p>\n"
        }
        let list: HTML? = items.isEmpty ? nil : "<dl class=\"facts-list\">\(items)</dl>\n"
        return "\(list)\(cameFrom)"
    }

    /// A moment in UTC; the site's script adds what the reader's own clock says.
    func time(_ moment: Date) -> HTML {
        let style = Date.ISO8601FormatStyle(dateSeparator: .dash, dateTimeSeparator: .space, timeZone: .gmt)
            .year().month().day().time(includingFractionalSeconds: false)
        return
            "<time datetime=\"\(moment.formatted(.iso8601))\" data-zone=\"UTC\" dir=\"ltr\">\(moment.formatted(style)) UTC</time>"
    }

    func ticketLink(_ context: DeskContext) throws -> (TicketID, String) {
        guard let number = context.parameters.get("number", as: Int64.self),
            let secret = context.parameters.get("secret")
        else { throw HTTPError(.notFound) }
        return (TicketID(number), secret)
    }

    private func relations(_ linked: LinkedThread, _ words: InterfaceWords) -> [HTML] {
        let state = linked.thread.ticket.state
        var sentences = state.links.compactMap { link -> HTML? in
            switch link.kind {
            case .followUpOf: numbered(words["ticket_follow_up"], link.ticket)
            case .followedUpBy: numbered(words["ticket_followed_up"], link.ticket)
            case .related, .duplicateOf, .duplicatedBy: nil
            }
        }
        if state.mergedInto != nil { sentences.append(HTML(text: words["ticket_merged"])) }
        return sentences.map { "<p class=\"facts\">\($0)</p>" }
    }

    private func numbered(_ sentence: String, _ ticket: TicketID) -> HTML {
        "\(sentence) (<bdi>\(ticket.description)</bdi>)"
    }

    private func verifyForm(_ action: String, _ words: InterfaceWords) -> HTML {
        """
        <section class="notice" aria-labelledby="mine"><h2 id="mine">\(words["ticket_verify"])</h2>
        <p>\(words["ticket_verify_text"])</p>
        <form method="post" action="\(action)"><p><button>\(words["ticket_verify_yes"])</button></p></form></section>
        """
    }

    private func ratingForm(_ ticket: Ticket, _ action: String, _ words: InterfaceWords) -> HTML? {
        // What was put aside as spam asks nobody how it went.
        guard ticket.status.isFinished, ticket.state.mergedInto == nil,
            !ticket.state.tags.contains(HelpDesk.spamTag)
        else { return nil }
        if let kind = ticket.state.survey, kind.scale != nil { return scaleForm(kind, ticket, action, words) }
        let thanks: HTML? = ticket.rating.map {
            "<p class=\"notice\" role=\"status\">\(words["ticket_rated_\($0.rawValue)"])</p>"
        }
        return """
            <section aria-labelledby="rating"><h2 id="rating">\(words[ticket.rating == nil ? "ticket_rate" : "ticket_rate_again"])</h2>
            \(thanks)
            <form class="actions" method="post" action="\(action)">
            <button name="rating" value="good">\(words["ticket_good"])</button>
            <button class="quiet" name="rating" value="bad">\(words["ticket_bad"])</button>
            </form></section>
            """
    }

    /// What a message does to a ticket that is finished.
    private func whatFollows(_ ticket: Ticket, _ words: InterfaceWords) -> HTML? {
        switch ticket.status {
        case .solved: "<p class=\"facts\">\(words["ticket_reopens"])</p>"
        case .closed: "<p class=\"facts\">\(words["ticket_follows"])</p>"
        case .new, .open, .pending: nil
        }
    }

    private func settleForm(_ ticket: Ticket, _ action: String, _ words: InterfaceWords) -> HTML? {
        guard !ticket.status.isFinished, ticket.state.mergedInto == nil else { return nil }
        return """
            <form method="post" action="\(action)"><p><button class="quiet">\(words["ticket_close"])</button></p></form>
            """
    }
}
