// Pages that lead to articles: home, collections, the list of everything, the page for nothing.

internal import KnowledgeBase
internal import Markdown

extension SiteContext {
    /// The same list page in every language, for switch and head.
    private func everyLanguage(_ path: String) -> [(language: String, address: String)] {
        knowledgeBase.languages.map { ($0, address(path, language: $0)) }
    }

    /// A language's home page.
    func homePage(_ language: String, introduction: [UInt8]) -> PageParts {
        let top = top(language)
        let words = words(language)
        var main = PageBuffer(capacity: 16 * 1024)
        main.raw("<div class=\"welcome\">\n<h1>")
        main.text(words["welcome"])
        main.raw("</h1>\n")
        let description = top.description.isEmpty ? settings.description : top.description
        if !description.isEmpty {
            main.raw("<p class=\"lead\">")
            main.text(description)
            main.raw("</p>\n")
        }
        main.raw(theme.searchBox(language, settings))
        main.raw("</div>\n")
        if !introduction.isEmpty {
            main.raw("<div class=\"text narrow\">\n")
            main.raw(introduction)
            main.raw("</div>\n")
        }
        main.raw(cards(top.children, language: language))
        main.raw(list(top.articles))
        let head = Head(
            title: settings.title, description: description, address: top.address,
            translations: everyLanguage(""))
        return PageParts(
            language: language, windowTitle: settings.title, kind: "home", hasSearchInside: true,
            head: self.head(head, language: language), languages: languageSwitch(language, everyLanguage("")),
            main: main.bytes)
    }

    /// The page of a collection.
    func collectionPage(_ position: Int, introduction: [UInt8]) -> PageParts {
        let collection = knowledgeBase.collections[position]
        let language = collection.language
        let translations = knowledgeBase.languages.compactMap { language in
            knowledgeBase.collection(folder: collection.folder, language: language).map {
                (language: language, address: knowledgeBase.collections[$0].address)
            }
        }
        var main = PageBuffer(capacity: 16 * 1024)
        main.raw("<div class=\"reading\">\n")
        main.raw(breadcrumbs(to: collection.parent, language: language))
        main.raw("<h1>")
        main.text(collection.title)
        main.raw("</h1>\n")
        if !collection.description.isEmpty {
            main.raw("<p class=\"lead\">")
            main.text(collection.description)
            main.raw("</p>\n")
        }
        if !introduction.isEmpty {
            main.raw("<div class=\"text\">\n")
            main.raw(introduction)
            main.raw("</div>\n")
        }
        main.raw(cards(collection.children, language: language))
        main.raw(list(collection.articles))
        main.raw("</div>\n")
        var head = Head(
            title: collection.title, description: collection.description, address: collection.address,
            translations: translations)
        head.structured = [breadcrumbList(to: position)].compactMap(\.self)
        return PageParts(
            language: language, windowTitle: "\(collection.title) · \(settings.title)", kind: "collection",
            head: self.head(head, language: language), languages: languageSwitch(language, translations),
            main: main.bytes)
    }

    /// Every article of a language by its first letter: what the search box leads to without scripts.
    func searchPage(_ language: String) -> PageParts {
        let words = words(language)
        let articles = pages.filter { $0.language == language }
        let byLetter = Dictionary(grouping: articles) { article -> String in
            let letter = article.title.first { $0.isLetter || $0.isNumber } ?? " "
            return letter.isLetter ? letter.uppercased() : words["other_letters"]
        }
        let letters = byLetter.keys.sorted()
        var main = PageBuffer(capacity: 64 * 1024)
        main.raw("<div class=\"reading\">\n<h1>")
        main.text(words["all_answers"])
        main.raw("</h1>\n")
        main.raw(theme.searchBox(language, settings))
        // Scripts fill in the answers to a query; without them the list below is all there is.
        main.raw("<div id=\"results\"></div>\n<div id=\"everything\">\n<p class=\"lead\">")
        main.text(words["all_answers_lead"])
        main.raw("</p>\n<nav aria-label=\"")
        main.text(words["letters"])
        main.raw("\"><ul class=\"letters\">")
        for (number, letter) in letters.enumerated() {
            main.raw("<li>")
            main.link("#letter-\(number)", letter)
            main.raw("</li>")
        }
        main.raw("</ul></nav>\n")
        for (number, letter) in letters.enumerated() {
            main.raw(markup: "<h2 id=\"letter-\(number)\">")
            main.text(letter)
            main.raw("</h2>\n<ul class=\"picks\">\n")
            for article in (byLetter[letter] ?? []).sorted(by: { ($0.title, $0.path) < ($1.title, $1.path) })
            {
                main.raw("<li>")
                main.link(article.address, article.title)
                main.raw("</li>\n")
            }
            main.raw("</ul>\n")
        }
        main.raw("</div>\n</div>\n")
        return PageParts(
            language: language, windowTitle: "\(words["search"]) · \(settings.title)", kind: "search",
            hasSearchInside: settings.hasSearch,
            head: Array("<meta name=\"robots\" content=\"noindex\">\n".utf8),
            languages: languageSwitch(language, everyLanguage("search/")), main: main.bytes)
    }

    /// The page for addresses that lead nowhere.
    func notFoundPage(_ language: String) -> PageParts {
        let words = words(language)
        var main = PageBuffer()
        main.raw("<div class=\"narrow\">\n<h1>")
        main.text(words["not_found"])
        main.raw("</h1>\n<p class=\"lead\">")
        main.text(words["not_found_text"])
        main.raw("</p>\n<p>")
        main.text(words["not_found_else"])
        main.raw("</p>\n<p class=\"actions\"><a class=\"button\" href=\"")
        main.text(address("search/", language: language))
        main.raw("\">")
        main.text(words["all_answers"])
        main.raw("</a></p>\n<section data-addresses=\"")
        main.text("\(settings.basePath)/addresses.json")
        main.raw("\"><h2 hidden>")
        main.text(words["not_found_near"])
        main.raw("</h2>\n<ul class=\"entries\"></ul></section>\n</div>\n")
        return PageParts(
            language: language, windowTitle: "\(words["not_found"]) · \(settings.title)", kind: "not-found",
            head: Array("<meta name=\"robots\" content=\"noindex\">\n".utf8), main: main.bytes)
    }

    /// The page at an old address: it leads on, at once and by a link.
    func redirectPage(to article: Article) -> PageParts {
        let words = words(article.language)
        var head = PageBuffer(capacity: 512)
        head.raw("<meta http-equiv=\"refresh\" content=\"0; url=")
        head.text(article.address)
        head.raw("\">\n<meta name=\"robots\" content=\"noindex\">\n")
        if let origin = settings.origin {
            head.raw("<link rel=\"canonical\" href=\"")
            head.text(origin + article.address)
            head.raw("\">\n")
        }
        var main = PageBuffer(capacity: 512)
        main.raw("<div class=\"narrow\">\n<h1>")
        main.text(words["moved"])
        main.raw("</h1>\n<p>")
        main.text(words["moved_text"])
        main.raw(" ")
        main.link(article.address, article.title)
        main.raw("</p>\n</div>\n")
        return PageParts(
            language: article.language, windowTitle: "\(words["moved"]) · \(settings.title)", kind: "moved",
            head: head.bytes, main: main.bytes)
    }
}
