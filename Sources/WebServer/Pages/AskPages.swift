// The form in which a customer asks a person, as the server makes and takes it.

internal import Foundation
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
    /// An empty form with a key of its own. A search that found nothing hands over what was looked for.
    func askPage(_ request: Request) -> Response {
        var state = AskFormState()
        state.key = desk.newFormKey()
        if let subject = request.query.get("subject"), !subject.isEmpty {
            state.values["subject"] = String(subject.prefix(AskForm.limit(of: .subject) / 2))
        }
        state.article = article(request)
        if state.article != nil { state.values["from"] = "yes" }
        let language = language(request)
        var response = askPage(state, language, inLanguagesOf: request)
        // The browser may keep the empty form, so that going back finds what was typed, and its key.
        response.headers[.cacheControl] = "private, no-cache"
        response.headers[.vary] = "Accept-Language"
        return response
    }

    /// The site's page with the form for who comes from an article; `nil` for everybody else.
    ///
    /// Without scripts that page leads on to the form of the server's, which then sees that somebody came
    /// from there, and not from which article: so the article goes along in that way's address.
    func formPage(_ request: Request) -> Response? {
        let path = request.uri.path
        guard let language = look.languages.first(where: { look.formPage($0) == path }),
            let article = referringArticle(request), let page = site.text(path + "index.html")
        else { return nil }
        let way = "/ask?lang=\(language)"
        let told = page.replacing("\(way)\"", with: "\(way)&amp;from=\(article.address.inQuery)\"")
        var response = send(told + (preview?.script ?? ""), request)
        response.headers[.vary] = "Accept-Encoding, Referer"
        return response
    }

    /// The article that a form is about: that its address names, or that somebody came from.
    private func article(_ request: Request) -> (address: String, title: String)? {
        request.query.get("from").map(article) ?? referringArticle(request)
    }

    /// The article that somebody came from, if it is one of ours.
    private func referringArticle(_ request: Request) -> (address: String, title: String)? {
        let referrer = request.headers[HTTPField.Name.referrer].flatMap { URLComponents(string: $0) }
        let isHere = referrer?.host.map { host in
            request.head.authority?.hasPrefix(host) == true
                || publicAddress?.description.contains(host) == true
        }
        return isHere == true ? referrer.flatMap { article($0.path) } : nil
    }

    /// An article's address and title, by its path; `nil` for what is none.
    func article(_ path: String) -> (address: String, title: String)? {
        guard path.hasPrefix("/"), path.hasSuffix("/"), path.utf8.count < 500, path != look.formPage("en"),
            let html = site.text(path + "index.html"),
            let kind = html.firstMatch(of: /<body class="([a-z]+)"/)?.output.1,
            ["article", "faq", "tutorial", "announcement"].contains(kind),
            let title = html.firstMatch(of: /<meta property="og:title" content="([^"]*)"/)?.output.1
        else { return nil }
        return (path, PlainMarkup.text(String(title)))
    }

    /// Takes a question in and leads to the ticket's page. A form with mistakes comes back filled in,
    /// and so does one that could not be stored.
    func ask(_ request: Request, _ context: DeskContext) async throws -> Response {
        let posted = try await posted(request, context)
        let language = language(request, posted.fields["lang"])
        let words = FormWords(words: look.words(language), attachments: look.settings.form.attachments)
        let form = askForm(posted, language)
        do {
            if let error = posted.error { throw error }
            if let mistake = posted.fileMistake { throw mistake }
            let ticket = try await desk.submit(
                form, from: place(request, context), sawSuggestions: posted.fields["suggested"] == "yes")
            let path = desk.path(of: ticket) + "?thanks"
            guard request.wantsJSON else { return redirect(to: path) }
            let isElsewhere = request.headers[.origin] == siteOrigin?.description
            let address = isElsewhere ? (publicAddress?.description ?? "") + path : path
            return AskAnswer(address: address).response(.created)
        } catch let error as AskFormError {
            return giveBack(
                posted, request, language, .unprocessableContent, words.notice(for: error),
                words.errors(error, in: form))
        } catch let mistake as PostedForm.FileMistake {
            let errors = ["files": words.sentence(mistake)]
            return giveBack(posted, request, language, .contentTooLarge, words.words["form_wrong"], errors)
        } catch is TooManyPosts {
            return tryAgain(
                giveBack(posted, request, language, .tooManyRequests, words.words["form_too_many"]),
                afterSeconds: 600)
        } catch {
            context.logger.error("a question was not stored: \(logWords(error))")
            return tryAgain(
                giveBack(posted, request, language, .serviceUnavailable, words.words["form_busy"]))
        }
    }

    private func askForm(_ posted: PostedForm, _ language: String) -> AskForm {
        let fields = posted.fields
        let set = look.settings.form.fieldSet
        var filled: [String: String] = [:]
        for field in set.definitions where fields.has("field.\(field.key)") {
            filled[field.key] = fields["field.\(field.key)"]
        }
        var form = AskForm(
            key: fields["key"], name: fields["name"], address: fields["address"],
            subject: fields["subject"], body: fields["body"], fields: set, filled: filled)
        form.language = language
        form.article = article(fields["from"])?.address
        form.attachments = posted.attachments
        form.isLured = !fields["website"].isEmpty
        return form
    }

    /// The form once more, with all that was filled in.
    private func giveBack(
        _ posted: PostedForm, _ request: Request, _ language: String, _ status: HTTPResponse.Status,
        _ notice: String, _ errors: [String: String] = [:]
    ) -> Response {
        guard !request.wantsJSON else {
            return AskAnswer(message: notice, errors: errors.isEmpty ? nil : errors).response(status)
        }
        var state = AskFormState()
        let fields = posted.fields
        state.key = desk.shownKey(fields["key"])
        let own = look.settings.form.fields.map { "field.\($0.id)" }
        for name in ["name", "address", "subject", "body", "website"] + own where fields.has(name) {
            state.values[name] = fields[name]
        }
        if let article = article(fields["from"]) {
            state.article = article
            state.values["from"] = "yes"
        }
        if !posted.attachments.isEmpty { state.values["files"] = "" }
        state.errors = errors
        state.notice = notice
        if status == .unprocessableContent { state.suggestions = suggestions(fields, language) }
        return askPage(state, language, status: status)
    }

    /// Answers that may be what somebody is looking for who has no script to find them while writing.
    private func suggestions(_ fields: FormFields, _ language: String) -> [AskFormState.Suggestion] {
        let query = String(fields["subject"].prefix(300))
        guard let finder, !query.allSatisfy(\.isWhitespace) else { return [] }
        let isDefault = language == look.settings.language
        let found = try? finder.answers(
            to: query, language: isDefault ? nil : language.lowercased(), limit: 3)
        return (found?.answers ?? []).map { AskFormState.Suggestion(address: $0.address, title: $0.title) }
    }

    private func askPage(
        _ state: AskFormState, _ language: String, status: HTTPResponse.Status = .ok,
        inLanguagesOf request: Request? = nil
    ) -> Response {
        let words = look.words(language)
        let main: HTML = """
            <h1>\(words["ask_a_person"])</h1>
            <p class="lead">\(words["form_lead"])</p>
            \(look.askForm(state, language: language))
            <p class="facts"><a href="/find?lang=\(language)">\(words["find_lost"])</a></p>
            """
        return page(
            words["ask_a_person"], status: status, language: language, inLanguagesOf: request, main)
    }

    /// Counts what was done with answers that were suggested. It takes no cookie and no word of a
    /// question, and knows of nobody who sent it.
    func countSuggestion(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await form(request, context)
        switch fields["outcome"] {
        case "opened":
            guard let article = article(fields["article"]) else { throw HTTPError(.unprocessableContent) }
            await desk.count(.opened, article: article.address)
        case "left": await desk.count(.left)
        default: throw HTTPError(.unprocessableContent)
        }
        return Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }
}

extension PostedForm.FileMistake: Error {}

/// Text out of markup that the generator has written.
enum PlainMarkup {
    /// Without the entities that escaping makes.
    static func text(_ escaped: String) -> String {
        escaped.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&amp;", with: "&")
    }
}
