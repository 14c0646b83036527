// The page with the form in which a reader asks a person.

internal import KnowledgeBase
internal import Markdown

extension SiteContext {
    /// Where the page lies, from a language's home.
    ///
    /// Not at `ask/`, where the server has its own form: on one host the server's would hide this one,
    /// and on two hosts one name would stand for two pages. Not at `contact/` either: that is what writers
    /// call a page of their own.
    static let formPath = "ask-a-person/"

    /// The page with the form. The device makes the form's key, so that the page can lie on any file
    /// host; without scripts it leads to the form that the server makes.
    func formPage(_ language: String) -> PageParts {
        let words = words(language)
        let view = AskFormView(
            settings: settings, words: words, language: language, state: AskFormState(),
            script: theme.assets.address("form.js"), addresses: "\(settings.basePath)/addresses.json")
        let desk = settings.desk ?? ""
        let without = "\(desk)/ask?lang=\(language)"
        let find = "\(desk)/find?lang=\(language)"
        let main: HTML = """
            <div class="narrow">
            <h1>\(words["ask_a_person"])</h1>
            <p class="lead">\(words["form_lead"])</p>
            <noscript><p class="notice">\(words["form_no_script"]) <a href="\(without)">\(words["ask_a_person"])</a></p>
            </noscript>
            \(view.html)
            <p class="facts"><a href="\(find)">\(words["find_lost"])</a></p>
            </div>

            """
        let title = words["ask_a_person"]
        let own = Head(
            title: title, description: words["form_lead"],
            address: address(Self.formPath, language: language),
            translations: knowledgeBase.languages.map { ($0, address(Self.formPath, language: $0)) })
        let refresh: HTML = """
            <noscript><meta http-equiv="refresh" content="0; url=\(without)"></noscript>

            """
        return PageParts(
            language: language, windowTitle: "\(title) · \(settings.title)", kind: "asking",
            head: Array(policy.markup.utf8) + head(own, language: language) + Array(refresh.markup.utf8),
            languages: languageSwitch(
                language, knowledgeBase.languages.map { ($0, address(Self.formPath, language: $0)) }),
            main: Array(main.markup.utf8))
    }

    /// Where the page's form and script may send something, also on a host that says nothing of it.
    private var policy: HTML {
        let desk = settings.desk.map { " \($0)" } ?? ""
        return """
            <meta http-equiv="Content-Security-Policy" content="form-action 'self'\(desk); connect-src 'self'\(desk)">

            """
    }
}
