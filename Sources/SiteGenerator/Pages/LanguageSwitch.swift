// The way from a page to the other languages.

internal import KnowledgeBase

extension SiteContext {
    /// A page in a language.
    typealias Translation = (language: String, address: String)

    /// The links to a page's other languages; nothing on a site with one language.
    ///
    /// - Parameters:
    ///   - translations: the languages in which the page is there. A link to any other one says that
    ///     the page is not, and leads to the nearest thing that is.
    ///   - folder: where the page lies.
    func languageSwitch(_ current: String, _ translations: [Translation], folder: String = "") -> [UInt8] {
        guard knowledgeBase.languages.count > 1 else { return [] }
        var page = PageBuffer(capacity: 512)
        page.raw("<nav class=\"languages\" aria-label=\"")
        page.text(words(current)["language"])
        page.raw("\">\n<details><summary>")
        page.text(words(current)["language_name"])
        page.raw("</summary>\n<ul>\n")
        for language in knowledgeBase.languages {
            let translation = translations.first { $0.language == language }?.address
            page.raw("<li><a href=\"")
            page.text(translation ?? nearest(folder, language: language))
            page.raw("\" hreflang=\"")
            page.text(language)
            page.raw("\" lang=\"")
            page.text(language)
            page.raw("\" dir=\"")
            page.raw(Language.isRightToLeft(language) ? "rtl" : "ltr")
            page.raw("\"")
            if language == current { page.raw(" aria-current=\"true\"") }
            page.raw(">")
            page.text(words(language)["language_name"])
            if translation == nil {
                page.raw(" <small>")
                page.text(words(language)["not_translated"])
                page.raw("</small>")
            }
            page.raw("</a></li>\n")
        }
        page.raw("</ul></details>\n</nav>\n")
        return page.bytes
    }

    /// The innermost collection of a language that a folder lies in; at last the language's home.
    private func nearest(_ folder: String, language: String) -> String {
        var folder = folder[...]
        while !folder.isEmpty {
            if let found = knowledgeBase.collection(folder: String(folder), language: language) {
                return knowledgeBase.collections[found].address
            }
            folder = folder.lastIndex(of: "/").map { folder[..<$0] } ?? ""
        }
        return address("", language: language)
    }
}
