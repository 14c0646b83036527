// The form in which a customer asks a person.

internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird
internal import Logging
internal import Markdown

extension WebServer {
    /// An empty form with a key of its own. A search that found nothing hands over what was looked for.
    func askPage(_ request: Request) -> Response {
        let subject = request.uri.queryParameters.get("subject") ?? ""
        let form = AskForm(
            key: desk.newFormKey(), subject: String(subject.prefix(AskForm.limit(of: .subject))))
        var response = askPage(form, mistakes: [:], notice: nil)
        // The browser may keep the empty form, so that going back finds what was typed, and its key.
        response.headers[.cacheControl] = "private, no-cache"
        return response
    }

    /// Takes a question in and leads to the ticket's page. A form with mistakes comes back filled in,
    /// and so does one that could not be stored.
    func ask(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await form(request, context)
        let form = desk.receive(
            key: fields["key"], name: fields["name"], address: fields["address"],
            subject: fields["subject"], body: fields["body"])
        do {
            let ticket = try await desk.submit(form)
            return redirect(to: desk.path(of: ticket) + "?thanks")
        } catch let error as AskFormError {
            let notice = Self.notice(for: error.mistakes)
            return askPage(form, mistakes: error.mistakes, notice: notice, status: .unprocessableContent)
        } catch {
            context.logger.error("a question was not stored: \(logWords(error))")
            let notice =
                "We could not keep your question just now. It is all still here: send it again in a minute."
            return tryAgain(askPage(form, mistakes: [:], notice: notice, status: .serviceUnavailable))
        }
    }

    private func askPage(
        _ form: AskForm, mistakes: [AskForm.Field: AskForm.Mistake], notice: String?,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let errors = Dictionary(
            uniqueKeysWithValues: mistakes.map { ($0, AskForm.words(for: $1, in: $0)) })
        let notice: HTML? = notice.map { "<p class=\"notice bad\" role=\"alert\">\($0)</p>" }
        let main: HTML = """
            <h1>Ask a person</h1>
            <p class="lead">Tell us what you need. We answer by mail, and on a page that only you can open.</p>
            \(notice)
            <form method="post" action="/ask/send">
            <input type="hidden" name="key" value="\(form.key)">
            \(input(.name, "Your name", type: "text", autocomplete: "name", form, errors))
            \(input(.address, "Your mail address", type: "email", autocomplete: "email", form, errors))
            \(input(.subject, "What is it about?", type: "text", autocomplete: "on", form, errors))
            <div class="field"><label for="body">Your question</label>
            <textarea id="body" name="body" rows="9" required\(marks(.body, errors))>\n\(form.body)</textarea>
            \(complaint(.body, errors))</div>
            <p><button>Send</button></p>
            </form>
            """
        return page("Ask a person", status: status, main)
    }

    /// The sentence above a form with mistakes.
    private static func notice(for mistakes: [AskForm.Field: AskForm.Mistake]) -> String {
        if mistakes.values.allSatisfy({ $0 == .missing }) {
            return "Something is missing, please look below."
        }
        if mistakes.values.allSatisfy({ $0 == .tooLong }) {
            return "Something is too long, please look below."
        }
        return "Something is not right yet, please look below."
    }

    private func input(
        _ field: AskForm.Field, _ label: String, type: String, autocomplete: String, _ form: AskForm,
        _ errors: [AskForm.Field: String]
    ) -> HTML {
        """
        <div class="field"><label for="\(field.rawValue)">\(label)</label>
        <input id="\(field.rawValue)" name="\(field.rawValue)" type="\(type)" required
        autocomplete="\(autocomplete)" value="\(form[field])"\(marks(field, errors))>
        \(complaint(field, errors))</div>
        """
    }

    private func marks(_ field: AskForm.Field, _ errors: [AskForm.Field: String]) -> HTML? {
        errors[field].map { _ in " aria-invalid=\"true\" aria-describedby=\"\(field.rawValue)-error\"" }
    }

    private func complaint(_ field: AskForm.Field, _ errors: [AskForm.Field: String]) -> HTML? {
        errors[field].map { "<p class=\"error\" id=\"\(field.rawValue)-error\">\($0)</p>" }
    }
}
