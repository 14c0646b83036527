// The parts that pages are made of, each written as bytes.

internal import KnowledgeBase

extension SiteContext {
    /// The collections from the top to a collection, both included.
    func trail(to collection: Int) -> [Collection] {
        var trail: [Collection] = []
        var position: Int? = collection
        while let current = position {
            trail.append(knowledgeBase.collections[current])
            position = knowledgeBase.collections[current].parent
        }
        return trail.reversed()
    }

    /// The way from the home page to a collection, the collection itself included.
    func breadcrumbs(to collection: Int?, language: String) -> [UInt8] {
        let trail = collection.map { self.trail(to: $0) } ?? [top(language)]
        var page = PageBuffer(capacity: 512)
        page.raw("<nav class=\"breadcrumbs\" aria-label=\"")
        page.text(words(language)["breadcrumbs"])
        page.raw("\"><ol>")
        for collection in trail {
            page.raw("<li>")
            page.link(
                collection.address, collection.folder.isEmpty ? words(language)["help"] : collection.title)
            page.raw("</li>")
        }
        page.raw("</ol></nav>\n")
        return page.bytes
    }

    /// The collection of a language's top.
    func top(_ language: String) -> Collection {
        let position = knowledgeBase.collection(folder: "", language: language) ?? 0
        return knowledgeBase.collections[position]
    }

    /// What a page is about, below its title.
    func lead(_ description: String) -> [UInt8] {
        guard !description.isEmpty else { return [] }
        var page = PageBuffer(capacity: 256)
        page.raw("<p class=\"lead\">")
        page.text(description)
        page.raw("</p>\n")
        return page.bytes
    }

    /// A link to an article; one in another language than the page's says so.
    func link(to article: Article, from language: String, _ page: inout PageBuffer) {
        guard article.language != language else { return page.link(article.address, article.title) }
        page.link(article.address, article.title, language: article.language)
    }

    /// A list of links to articles.
    ///
    /// - Parameter language: the page's.
    func list(_ articles: [Int], language: String) -> [UInt8] {
        guard !articles.isEmpty else { return [] }
        var page = PageBuffer(capacity: 256 + 96 * articles.count)
        page.raw("<ul class=\"entries\">\n")
        for position in articles {
            let article = knowledgeBase.articles[position]
            page.raw("<li>")
            link(to: article, from: language, &page)
            if !article.matter.description.isEmpty {
                page.raw("<p")
                if article.language != language {
                    page.raw(" lang=\"")
                    page.text(article.language)
                    page.raw("\"")
                }
                page.raw(">")
                page.text(article.matter.description)
                page.raw("</p>")
            }
            page.raw("</li>\n")
        }
        page.raw("</ul>\n")
        return page.bytes
    }

    /// Collections as cards, each with what it is about and its first articles.
    func cards(_ collections: [Int], language: String) -> [UInt8] {
        guard !collections.isEmpty else { return [] }
        var page = PageBuffer(capacity: 8192)
        page.raw("<ul class=\"cards\">\n")
        for position in collections {
            let collection = knowledgeBase.collections[position]
            page.raw("<li class=\"card\"><h2>")
            page.link(collection.address, collection.title)
            page.raw("</h2>")
            if !collection.description.isEmpty {
                page.raw("<p>")
                page.text(collection.description)
                page.raw("</p>")
            }
            page.raw("<p class=\"count\">")
            page.text(words(language)("articles_count", ["count": String(collection.totalCount)]))
            page.raw("</p></li>\n")
        }
        page.raw("</ul>\n")
        return page.bytes
    }

    /// A day as an element that machines can read, too.
    func time(_ day: CalendarDay, _ language: String) -> String {
        "<time datetime=\"\(day)\">\(dates.long(day, language))</time>"
    }
}
