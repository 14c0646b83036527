// The form in which a reader asks a person, as markup: the same on the site's page and on the server's.

internal import KnowledgeBase
internal import Markdown

/// Writes the form.
struct AskFormView {
    let settings: SiteSettings
    let words: InterfaceWords
    let language: String
    let state: AskFormState
    /// The scripts' address.
    let script: String
    /// Where the site lists its pages with their titles.
    let addresses: String

    /// Where the desk takes the form.
    var action: String { (settings.desk ?? "") + "/ask/send" }

    /// The whole form.
    var html: HTML {
        let files = settings.form.attachments
        let type: HTML? = files.map { _ in " enctype=\"multipart/form-data\"" }
        let notice: HTML? = state.notice.map { "<p class=\"notice bad\" role=\"alert\">\($0)</p>" }
        return """
            \(notice)
            \(suggestions)
            <form class="ask" method="post" action="\(action)"\(type)\(scriptWords)>
            <input type="hidden" name="key" value="\(state.key)">
            <input type="hidden" name="lang" value="\(language)">
            <input type="hidden" name="suggested" value="\(state.suggestions.isEmpty ? "" : "yes")">
            \(standard("name", type: "text", autocomplete: "name"))
            \(standard("address", type: "email", autocomplete: "email"))
            \(settings.form.fields.filter { $0.id == FormSettings.topicID }.map(field))
            \(standard("subject", type: "text", autocomplete: "on"))
            <div class="suggestions" data-suggestions hidden></div>
            <div class="field"><label for="body">\(words["form_body"])</label>
            <textarea id="body" name="body" rows="9" required\(marks("body"))>\n\(value("body"))</textarea>
            \(complaint("body"))</div>
            \(settings.form.fields.filter { $0.id != FormSettings.topicID }.map(field))
            \(files.map(attachments))
            \(article)
            <div class="lure" aria-hidden="true"><label for="website">\(words["form_empty"])</label>
            <input id="website" name="website" tabindex="-1" autocomplete="off"></div>
            \(ending)
            </form>
            <script type="module" src="\(script)"></script>
            """
    }

    /// The button and what the script shows around it.
    var ending: HTML {
        """
        <p><button>\(words["form_send"])</button></p>
        <div data-progress hidden><progress max="100" value="0" aria-labelledby="sending"></progress>
        <p id="sending"></p></div>
        <p class="notice bad" data-failure role="alert" hidden></p>
        <p class="facts" data-draft hidden>\(words["form_draft"])
        <button type="button" class="quiet small">\(words["form_forget"])</button></p>
        """
    }

    /// What the script says.
    var scriptWords: HTML {
        let names = [
            "sending", "unsent", "suggestions", "remove", "forgotten", "sent", "see", "else",
            "many_files", "large_file", "large_files", "article",
        ]
        let attributes: [HTML] = names.map { name in
            " data-\(HTML(safe: name.replacing("_", with: "-")))=\"\(words("form_\(name)", placeholders))\""
        }
        return "\(attributes) data-titles=\"\(addresses)\""
    }

    private var placeholders: KeyValuePairs<String, String> {
        let files = settings.form.attachments ?? FormSettings.Attachments()
        return [
            "count": String(files.count), "each": String(files.eachMegabytes),
            "total": String(files.totalMegabytes),
        ]
    }

    func value(_ name: String) -> String { state.values[name] ?? "" }

    func marks(_ name: String, help: Bool = false) -> HTML? {
        let texts = [state.errors[name].map { _ in "\(name)-error" }, help ? "\(name)-help" : nil]
        let ids = texts.compactMap(\.self).joined(separator: " ")
        guard !ids.isEmpty else { return nil }
        let invalid: HTML? = state.errors[name].map { _ in " aria-invalid=\"true\"" }
        return "\(invalid) aria-describedby=\"\(ids)\""
    }

    func complaint(_ name: String) -> HTML? {
        state.errors[name].map { "<p class=\"error\" id=\"\(name)-error\">\($0)</p>" }
    }

    private func standard(_ name: String, type: String, autocomplete: String) -> HTML {
        """
        <div class="field"><label for="\(name)">\(words["form_\(name)"])</label>
        <input id="\(name)" name="\(name)" type="\(type)" required
        autocomplete="\(autocomplete)" value="\(value(name))"\(marks(name))>
        \(complaint(name))</div>
        """
    }

    func attachments(_ files: FormSettings.Attachments) -> HTML {
        let note = words("form_files_note", placeholders)
        let again: HTML? =
            state.errors["files"] == nil && state.values["files"] != nil
            ? "<p class=\"facts\">\(words["form_files_again"])</p>" : nil
        return """
            <div class="field"><label for="files">\(words["form_files"]) \(optional)</label>
            <input id="files" name="files" type="file" multiple data-count="\(files.count)"
            data-each="\(files.eachMegabytes)" data-total="\(files.totalMegabytes)"\(marks("files", help: true))>
            <p class="facts" id="files-help">\(note)</p>
            \(again)<ul class="files" data-files hidden></ul>
            \(complaint("files"))</div>
            """
    }

    /// Says that a field need not be filled in.
    var optional: HTML { "<small>(\(words["form_optional"]))</small>" }

    private var article: HTML {
        let box: HTML? = state.article.map { article in
            let isTicked: HTML? = state.values.isEmpty || state.values["from"] != nil ? " checked" : nil
            return """
                <label><input type="checkbox" name="from" value="\(article.address)"\(isTicked)>
                <span>\(words("form_article", ["title": article.title]))</span></label>
                """
        }
        return "<div class=\"field check\" data-article\(box == nil ? " hidden" : "")>\(box)</div>"
    }

    private var suggestions: HTML? {
        guard !state.suggestions.isEmpty else { return nil }
        let items: [HTML] = state.suggestions.map { "<li><a href=\"\($0.address)\">\($0.title)</a></li>" }
        return """
            <section class="suggestions"><h2>\(words["form_suggestions"])</h2><ul>\(items)</ul></section>
            """
    }
}
