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
        theme.languageSwitch(
            current,
            knowledgeBase.languages.map { language in
                let translation = translations.first { $0.language == language }?.address
                return LanguageLink(
                    language: language, address: translation ?? nearest(folder, language: language),
                    isTranslated: translation != nil)
            })
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

/// A page in another language.
struct LanguageLink: Sendable {
    let language: String
    let address: String
    /// Whether the page itself is there, or something near to it.
    let isTranslated: Bool
}

extension Theme {
    /// The links to a page's languages; nothing for one language.
    func languageSwitch(_ current: String, _ links: [LanguageLink]) -> [UInt8] {
        guard links.count > 1 else { return [] }
        var page = PageBuffer(capacity: 512)
        page.raw("<nav class=\"languages\" aria-label=\"")
        page.text(words(current)["language"])
        page.raw("\">\n<details><summary>")
        page.text(words(current)["language_name"])
        page.raw("</summary>\n<ul>\n")
        for link in links {
            page.raw("<li><a href=\"")
            page.text(link.address)
            page.raw("\" hreflang=\"")
            page.text(link.language)
            page.raw("\" lang=\"")
            page.text(link.language)
            page.raw("\" dir=\"")
            page.raw(Language.isRightToLeft(link.language) ? "rtl" : "ltr")
            page.raw("\"")
            if link.language == current { page.raw(" aria-current=\"true\"") }
            page.raw(">")
            page.text(words(link.language)["language_name"])
            if !link.isTranslated {
                page.raw(" <small>")
                page.text(words(link.language)["not_translated"])
                page.raw("</small>")
            }
            page.raw("</a></li>\n")
        }
        page.raw("</ul></details>\n</nav>\n")
        return page.bytes
    }
}
