// The form in which a customer asks a person.

internal import HelpDesk
internal import Hummingbird
internal import Markdown

extension WebServer {
    /// An empty form with a key of its own.
    func askPage() throws -> Response {
        askPage(AskForm(key: desk.newSecret()), errors: [:])
    }

    /// Takes a question in and leads to the ticket's page; a form with mistakes comes back filled in.
    func ask(_ request: Request, _ context: DeskContext) async throws -> Response {
        struct Fields: Decodable { let key, name, address, subject, body: String? }
        let fields = try await URLEncodedFormDecoder().decode(Fields.self, from: request, context: context)
        let form = AskForm(
            key: fields.key ?? desk.newSecret(), name: fields.name ?? "", address: fields.address ?? "",
            subject: fields.subject ?? "", body: fields.body ?? "")
        do {
            let ticket = try await desk.submit(form)
            return redirect(to: desk.path(of: ticket) + "?thanks")
        } catch let error as AskFormError {
            return askPage(form, errors: error.errors)
        }
    }

    private func askPage(_ form: AskForm, errors: [AskForm.Field: String]) -> Response {
        let notice: HTML =
            "<p class=\"notice bad\" role=\"alert\">Something is missing, please look below.</p>"
        let main: HTML = """
            <h1>Ask a person</h1>
            <p class="lead">Tell us what you need. We answer by mail, and on a page that only you can open.</p>
            \(errors.isEmpty ? nil : notice)
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
        var response = page("Ask a person", status: errors.isEmpty ? .ok : .unprocessableContent, main)
        // The browser may keep the empty form, so that going back finds what was typed, and its key.
        if errors.isEmpty { response.headers[.cacheControl] = "private, no-cache" }
        return response
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
