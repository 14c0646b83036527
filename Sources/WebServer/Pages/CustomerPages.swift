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
        if let path = linked.mergedPath { return redirect(to: path) }
        let words = look.words(look.language(linked.thread.ticket.state.language))
        let query = request.uri.queryParameters
        var notice: HTML?
        if query["thanks"] != nil {
            notice = """
                <p class="notice" role="status"><strong>\(words["ticket_thanks"])</strong> \
                \(words["ticket_thanks_text"])</p>
                """
        } else if query["mine"] != nil {
            notice = "<p class=\"notice\" role=\"status\">\(words["ticket_verified"])</p>"
        }
        return customerPage(
            linked, secret, notice: notice, draft: CustomerDraft(key: desk.newCustomerKey(for: id)))
    }

    /// The page with what somebody has typed and could not send.
    func customerPage(
        _ linked: LinkedThread, _ secret: String, notice: HTML?, draft: CustomerDraft,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let ticket = linked.thread.ticket
        let language = look.language(ticket.state.language)
        let words = look.words(language)
        let path = "/t/\(ticket.id.number)/\(secret)"
        let main: HTML = """
            \(notice)
            <h1><bdi>\(ticket.subject)</bdi></h1>
            <p class="facts">\(ticket.id.description) · \(words["ticket_\(ticket.status.rawValue)"])</p>
            \(relations(ticket, words))
            \(linked.asksWhetherMine ? verifyForm(path, words) : nil)
            \(fieldList(ticket, language))
            \(messages(linked.thread.messages.forRequester, of: ticket, below: path, words))
            \(ratingForm(ticket, path, words))
            \(addForm(ticket, path, words, draft))
            """
        return page(words["ticket_title"], status: status, language: language, main)
    }

    /// What was said, the oldest first.
    ///
    /// - Parameter path: of the ticket's page, below which its files lie.
    func messages(
        _ messages: [Message], of ticket: Ticket, below path: String, _ words: InterfaceWords
    ) -> HTML {
        let items: [HTML] = messages.map { message in
            let (name, style) =
                switch message.author {
                case .requester: (ticket.requester.name, "message")
                case .agent(let name): (name, "message agent")
                case .plugin, .desk: (words["ticket_automatic"], "message agent")
                }
            let body = MarkdownDocument(parsing: message.body, trust: .stranger).html
            return """
                <li class="\(style)"><header><strong><bdi>\(name)</bdi></strong> · \(time(message.at))</header>
                \(body)\(files(message.attachments, below: path, words["ticket_files"]))</li>
                """
        }
        return "<ol class=\"thread\">\(items)</ol>"
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

    /// A moment, in UTC until readers' time zones are known.
    func time(_ moment: Date) -> HTML {
        let style = Date.ISO8601FormatStyle(dateSeparator: .dash, dateTimeSeparator: .space, timeZone: .gmt)
            .year().month().day().time(includingFractionalSeconds: false)
        return "<time datetime=\"\(moment.formatted(.iso8601))\">\(moment.formatted(style)) UTC</time>"
    }

    func ticketLink(_ context: DeskContext) throws -> (TicketID, String) {
        guard let number = context.parameters.get("number", as: Int64.self),
            let secret = context.parameters.get("secret")
        else { throw HTTPError(.notFound) }
        return (TicketID(number), secret)
    }

    private func relations(_ ticket: Ticket, _ words: InterfaceWords) -> [HTML] {
        var sentences = ticket.state.links.compactMap { link -> String? in
            switch link.kind {
            case .followUpOf: words["ticket_follow_up"]
            case .followedUpBy: words["ticket_followed_up"]
            case .related, .duplicateOf, .duplicatedBy: nil
            }
        }
        if ticket.state.mergedInto != nil { sentences.append(words["ticket_merged"]) }
        return sentences.map { "<p class=\"facts\">\($0)</p>" }
    }

    private func verifyForm(_ path: String, _ words: InterfaceWords) -> HTML {
        """
        <section class="notice" aria-labelledby="mine"><h2 id="mine">\(words["ticket_verify"])</h2>
        <p>\(words["ticket_verify_text"])</p>
        <form method="post" action="\(path)/mine"><p><button>\(words["ticket_verify_yes"])</button></p></form></section>
        """
    }

    private func ratingForm(_ ticket: Ticket, _ path: String, _ words: InterfaceWords) -> HTML? {
        guard ticket.status.isFinished, ticket.state.mergedInto == nil else { return nil }
        let thanks: HTML? = ticket.rating.map {
            "<p class=\"notice\" role=\"status\">\(words["ticket_rated_\($0.rawValue)"])</p>"
        }
        return """
            <section aria-labelledby="rating"><h2 id="rating">\(words[ticket.rating == nil ? "ticket_rate" : "ticket_rate_again"])</h2>
            \(thanks)
            <form class="actions" method="post" action="\(path)/rating">
            <button name="rating" value="good">\(words["ticket_good"])</button>
            <button class="quiet" name="rating" value="bad">\(words["ticket_bad"])</button>
            </form></section>
            """
    }

    private func addForm(
        _ ticket: Ticket, _ path: String, _ words: InterfaceWords, _ draft: CustomerDraft
    ) -> HTML {
        let note: HTML? =
            switch ticket.status {
            case .solved: "<p class=\"facts\">\(words["ticket_reopens"])</p>"
            case .closed: "<p class=\"facts\">\(words["ticket_follows"])</p>"
            case .new, .open, .pending: nil
            }
        let limits = look.settings.form.attachments
        let chooser: HTML? = limits.map { limits in
            let note = words(
                "form_files_note",
                [
                    "count": String(limits.count), "each": String(limits.eachMegabytes),
                    "total": String(limits.totalMegabytes),
                ])
            return """
                <div class="field"><label for="files">\(words["form_files"]) <small>(\(words["form_optional"]))</small></label>
                <input id="files" name="files" type="file" multiple aria-describedby="files-help">
                <p class="facts" id="files-help">\(note)</p></div>
                """
        }
        let type: HTML? = limits.map { _ in " enctype=\"multipart/form-data\"" }
        let settle: HTML? =
            ticket.status.isFinished || ticket.state.mergedInto != nil
            ? nil
            : """
            <form method="post" action="\(path)/settle"><p><button class="quiet">\(words["ticket_close"])</button></p></form>
            """
        return """
            <section aria-labelledby="add"><h2 id="add">\(words["ticket_reply"])</h2>
            \(note)
            <form method="post" action="\(path)/add"\(type)>
            <input type="hidden" name="key" value="\(draft.key)">
            <div class="field"><label for="body">\(words["ticket_reply_body"])</label>
            <textarea id="body" name="body" rows="6">\n\(draft.body)</textarea></div>
            \(chooser)
            <p><button>\(words["form_send"])</button></p></form>
            \(settle)</section>
            """
    }
}

/// What a customer has typed on the ticket's page.
struct CustomerDraft {
    let key: String
    var body = ""
}
