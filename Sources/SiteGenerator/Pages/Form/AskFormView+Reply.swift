// The form in which a customer adds to a ticket: text and files, with the same script's help.

internal import KnowledgeBase
internal import Markdown

extension AskFormView {
    /// The form.
    ///
    /// - Parameters:
    ///   - action: where it is sent.
    ///   - draft: the name under which a draft stays on the device.
    func reply(to action: String, draft: String) -> HTML {
        let files = settings.form.attachments
        let type: HTML? = files.map { _ in " enctype=\"multipart/form-data\"" }
        let notice: HTML? = state.notice.map { "<p class=\"notice bad\" role=\"alert\">\($0)</p>" }
        return """
            \(notice)
            <form class="ask" method="post" action="\(action)"\(type) data-draft-name="\(draft)"\(scriptWords)>
            <input type="hidden" name="key" value="\(state.key)">
            <div class="field"><label for="body">\(words["ticket_reply_body"])</label>
            <textarea id="body" name="body" rows="6"\(marks("body"))>\n\(value("body"))</textarea>
            \(complaint("body"))</div>
            \(files.map(attachments))
            \(ending)
            </form>
            <script type="module" src="\(script)"></script>
            """
    }
}
