// Pages that lead to articles: home, collections, the list of everything, the page for nothing.

internal import KnowledgeBase
internal import Markdown

extension SiteContext {
    /// The same list page in every language, for switch and head.
    private func everyLanguage(_ path: String) -> [Translation] {
        knowledgeBase.languages.map { ($0, address(path, language: $0)) }
    }

    /// A language's home page.
    func homePage(_ language: String, introduction: [UInt8]) -> PageParts {
        let top = top(language)
        // What is borrowed from the default language comes last: it is in that language.
        let own = top.index == nil ? "" : top.description
        let description = [own, settings.description, top.description].first { !$0.isEmpty } ?? ""
        let head = Head(
            title: settings.title, description: description, address: top.address,
            translations: everyLanguage(""))
        let main = theme.layouts(language).home.fill { mark in
            switch mark {
            case .description: lead(description)
            case .search: theme.searchBox(language, settings)
            case .introduction: self.introduction(introduction)
            case .collections: cards(top.children, language: language)
            case .articles: list(top.articles, language: language)
            }
        }
        return PageParts(
            language: language, windowTitle: settings.title, kind: "home", hasSearchInside: true,
            head: self.head(head, language: language), languages: languageSwitch(language, everyLanguage("")),
            main: main)
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
        var head = Head(
            title: collection.title, description: collection.description, address: collection.address,
            translations: translations)
        head.structured = [breadcrumbList(to: position)].compactMap(\.self)
        let main = theme.layouts(language).collection.fill { mark in
            switch mark {
            case .breadcrumbs: breadcrumbs(to: collection.parent, language: language)
            case .title: Array(collection.title.utf8)
            case .description: lead(collection.description)
            case .introduction: self.introduction(introduction)
            case .collections: cards(collection.children, language: language)
            case .articles: list(collection.articles, language: language)
            }
        }
        return PageParts(
            language: language, windowTitle: "\(collection.title) · \(settings.title)", kind: "collection",
            head: self.head(head, language: language),
            languages: languageSwitch(language, translations, folder: collection.folder), main: main)
    }

    /// The text of a folder's `index.md` above its lists.
    private func introduction(_ text: [UInt8]) -> [UInt8] {
        guard !text.isEmpty else { return [] }
        return Array("<div class=\"text introduction\">\n".utf8) + text + Array("</div>\n".utf8)
    }

    /// Every article of a language by its first letter: what the search box leads to without scripts.
    func searchPage(_ language: String) -> PageParts {
        let words = words(language)
        let articles = pages.filter { $0.language == language }
        let byLetter = Dictionary(grouping: articles) { article -> String in
            let letter = article.title.first { $0.isLetter || $0.isNumber } ?? " "
            return letter.isLetter ? letter.uppercased() : words["other_letters"]
        }
        let groups = byLetter.sorted { $0.key < $1.key }.map { letter, articles in
            (letter: letter, articles: articles.sorted { ($0.title, $0.path) < ($1.title, $1.path) })
        }
        let main = theme.layouts(language).search.fill(capacity: 64 * 1024) { mark in
            switch mark {
            case .search: theme.searchBox(language, settings, hasList: true)
            case .results: settings.hasSearch ? Array("<div id=\"results\"></div>\n".utf8) : []
            case .collections: collections(of: language, label: words["by_collection"])
            case .letters: letters(groups.map(\.letter), label: words["letters"])
            case .articles: list(groups)
            }
        }
        return PageParts(
            language: language, windowTitle: "\(words["search"]) · \(settings.title)", kind: "search",
            hasSearchInside: settings.hasSearch,
            head: Array("<meta name=\"robots\" content=\"noindex\">\n".utf8),
            languages: languageSwitch(language, everyLanguage("search/")), main: main)
    }

    private func letters(_ letters: [String], label: String) -> [UInt8] {
        var page = PageBuffer(capacity: 2048)
        page.raw("<nav aria-label=\"")
        page.text(label)
        page.raw("\"><ul class=\"letters\">")
        for (number, letter) in letters.enumerated() {
            page.raw("<li>")
            page.link("#letter-\(number)", letter)
            page.raw("</li>")
        }
        page.raw("</ul></nav>\n")
        return page.bytes
    }

    /// The collections at the top of a language; none where there is only one.
    private func collections(of language: String, label: String) -> [UInt8] {
        let collections = top(language).children
        guard collections.count > 1 else { return [] }
        var page = PageBuffer(capacity: 2048)
        page.raw("<nav aria-labelledby=\"collections\"><h2 id=\"collections\">")
        page.text(label)
        page.raw("</h2>\n<ul class=\"picks\">\n")
        for position in collections {
            let collection = knowledgeBase.collections[position]
            page.raw("<li>")
            page.link(collection.address, collection.title)
            page.raw("</li>\n")
        }
        page.raw("</ul></nav>\n")
        return page.bytes
    }

    private func list(_ groups: [(letter: String, articles: [Article])]) -> [UInt8] {
        var page = PageBuffer(capacity: 64 * 1024)
        for (number, group) in groups.enumerated() {
            page.raw(markup: "<h2 id=\"letter-\(number)\">")
            page.text(group.letter)
            page.raw("</h2>\n<ul class=\"picks\">\n")
            for article in group.articles {
                page.raw("<li>")
                page.link(article.address, article.title)
                page.raw("</li>\n")
            }
            page.raw("</ul>\n")
        }
        return page.bytes
    }

    /// The page for addresses that lead nowhere. A file host shows the default language's one for all
    /// of them; that one then fetches the other languages' pages for addresses below theirs.
    func notFoundPage(_ language: String) -> PageParts {
        let words = words(language)
        var suggestions = PageBuffer()
        suggestions.raw("<section data-addresses=\"")
        suggestions.text("\(settings.basePath)/addresses.json")
        suggestions.raw("\" data-home=\"")
        suggestions.text(address("", language: language))
        suggestions.raw("\" data-languages=\"")
        suggestions.text(everyLanguage("").map(\.address).joined(separator: " "))
        suggestions.raw("\"><h2 hidden>")
        suggestions.text(words["not_found_near"])
        suggestions.raw("</h2>\n<ul class=\"entries\"></ul></section>\n")
        let main = theme.layouts(language).notFound.fill { mark in
            switch mark {
            case .suggestions: suggestions.bytes
            }
        }
        return PageParts(
            language: language, windowTitle: "\(words["not_found"]) · \(settings.title)", kind: "not-found",
            head: Array("<meta name=\"robots\" content=\"noindex\">\n".utf8),
            languages: languageSwitch(language, everyLanguage("")), main: main)
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
        let translations = knowledgeBase.translations(of: article).map { ($0.language, $0.address) }
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
            head: head.bytes,
            languages: languageSwitch(article.language, translations, folder: article.folder),
            main: main.bytes)
    }
}
