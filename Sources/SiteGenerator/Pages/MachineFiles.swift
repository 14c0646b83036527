// Files for machines: sitemap, feed, robots, llms.txt, redirects.

internal import KnowledgeBase

extension SiteContext {
    /// The articles that stand as pages of their own, in the order of their paths.
    var pages: [Article] { knowledgeBase.articles.filter { !$0.isIndex } }

    /// All files for machines. What needs whole addresses is there once the site has a base URL.
    func machineFiles() -> [OutputFile] {
        var files = [
            OutputFile(path: "robots.txt", bytes: robots()), OutputFile(path: "llms.txt", bytes: llms()),
            OutputFile(path: "addresses.json", bytes: addresses()),
        ]
        let redirects = redirects()
        if !redirects.isEmpty { files.append(OutputFile(path: "_redirects", bytes: redirects)) }
        if let origin = settings.origin {
            files.append(OutputFile(path: "sitemap.xml", bytes: sitemap(origin)))
            for language in knowledgeBase.languages {
                let path = outputPath("feed.xml", language: language)
                files.append(OutputFile(path: path, bytes: feed(language, origin)))
            }
        }
        return files
    }

    /// When an article last changed, as far as its writer says.
    private func lastChange(_ article: Article) -> CalendarDay? {
        [article.matter.reviewed, article.matter.publish].compactMap(\.self).max()
    }

    private func robots() -> [UInt8] {
        var text = "User-agent: *\nAllow: /\n"
        if let base = settings.baseURL { text += "Sitemap: \(base)/sitemap.xml\n" }
        return Array(text.utf8)
    }

    /// Address and title of every page, for suggestions on the page for what is not there.
    private func addresses() -> [UInt8] {
        var page = PageBuffer(capacity: 96 * knowledgeBase.articles.count)
        page.raw("[")
        for (number, article) in pages.enumerated() {
            page.raw(number == 0 ? "\n[" : ",\n[")
            page.json(article.address)
            page.raw(",")
            page.json(article.title)
            page.raw("]")
        }
        page.raw("\n]\n")
        return page.bytes
    }

    /// The collections as readers come upon them: language by language, each before its children.
    private func collectionsInOrder() -> [Collection] {
        var rest = knowledgeBase.languages.compactMap { knowledgeBase.collection(folder: "", language: $0) }
        rest.reverse()
        var ordered: [Collection] = []
        while let position = rest.popLast() {
            let collection = knowledgeBase.collections[position]
            ordered.append(collection)
            rest += collection.children.reversed()
        }
        return ordered
    }

    /// sitemaps.org's protocol 0.9.
    private func sitemap(_ origin: String) -> [UInt8] {
        var page = PageBuffer(capacity: 160 * knowledgeBase.articles.count)
        page.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        page.raw("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
        func entry(_ address: String, _ day: CalendarDay?) {
            page.raw("<url><loc>")
            page.text(origin + address)
            page.raw("</loc>")
            if let day { page.raw(markup: "<lastmod>\(day)</lastmod>") }
            page.raw("</url>\n")
        }
        for collection in collectionsInOrder() {
            entry(collection.address, nil)
            for article in collection.articles.lazy.map({ knowledgeBase.articles[$0] }) {
                entry(article.address, lastChange(article))
            }
        }
        page.raw("</urlset>\n")
        return page.bytes
    }

    /// An Atom feed (RFC 4287) of a language's articles that carry a day, the newest first. Its own
    /// date is the newest article's, so that a build tomorrow gives the same bytes.
    private func feed(_ language: String, _ origin: String) -> [UInt8] {
        let dated = pages.filter { $0.language == language }
            .compactMap { article in lastChange(article).map { (article: article, day: $0) } }
            .sorted { ($1.day, $0.article.path) < ($0.day, $1.article.path) }.prefix(50)
        let home = origin + address("", language: language)
        var page = PageBuffer(capacity: 16 * 1024)
        page.raw(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"")
        page.raw(
            " xml:lang=\""
        )
        page.text(language)
        page.raw("\">\n<title>")
        page.text(settings.title)
        page.raw("</title>\n<id>")
        page.text(home)
        page.raw("</id>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"")
        page.text(origin + address("feed.xml", language: language))
        page.raw("\"/>\n<link rel=\"alternate\" type=\"text/html\" hreflang=\"")
        page.text(language)
        page.raw("\" href=\"")
        page.text(home)
        page.raw("\"/>\n<updated>")
        page.raw(
            markup: "\(dated.first?.day ?? CalendarDay(daysSince1970: 0))T00:00:00Z</updated>\n<author><name>"
        )
        page.text(settings.title)
        page.raw("</name></author>\n")
        for (article, day) in dated {
            page.raw("<entry><title>")
            page.text(article.title)
            page.raw("</title><id>")
            page.text(origin + article.address)
            page.raw("</id><link rel=\"alternate\" type=\"text/html\" href=\"")
            page.text(origin + article.address)
            page.raw(markup: "\"/><updated>\(day)T00:00:00Z</updated>")
            if !article.matter.description.isEmpty {
                page.raw("<summary>")
                page.text(article.matter.description)
                page.raw("</summary>")
            }
            page.raw("</entry>\n")
        }
        page.raw("</feed>\n")
        return page.bytes
    }

    /// The list of all pages in Markdown, for language models (llmstxt.org). Each link leads to the
    /// page's Markdown.
    private func llms() -> [UInt8] {
        var text = "# \(settings.title)\n\n"
        if !settings.description.isEmpty { text += "> \(settings.description)\n\n" }
        let origin = settings.origin ?? ""
        for collection in collectionsInOrder() where !collection.articles.isEmpty {
            text += "## \(collection.folder.isEmpty ? settings.title : collection.title)"
            if knowledgeBase.languages.count > 1 {
                text += " (\(words(collection.language)["language_name"]))"
            }
            text += "\n\n"
            for position in collection.articles {
                let article = knowledgeBase.articles[position]
                let hasBracket = article.title.utf8.contains(UInt8(ascii: "]"))
                let title = hasBracket ? article.title.replacing("]", with: "\\]") : article.title
                text += "- [\(title)](\(origin)\(article.address)index.md)"
                if !article.matter.description.isEmpty { text += ": \(article.matter.description)" }
                text += "\n"
            }
            text += "\n"
        }
        return Array(text.utf8)
    }

    /// Old addresses with the files of their pages, and the articles that they lead to; not those
    /// that are none, or at which something else lies.
    func oldAddresses() -> [(alias: (address: String, outputPath: String), article: Article)] {
        let aliased = pages.filter { !$0.matter.aliases.isEmpty }
        guard !aliased.isEmpty else { return [] }
        var taken = Set(knowledgeBase.articles.map(\.outputPath))
        taken.formUnion(knowledgeBase.collections.map(\.outputPath))
        for path in ["search/index.html", "404.html"] {
            taken.formUnion(knowledgeBase.languages.map { outputPath(path, language: $0) })
        }
        return aliased.flatMap { article in
            article.matter.aliases.compactMap { alias in
                guard let path = ArticleAddress.outputPath(ofAlias: alias), taken.insert(path).inserted else {
                    return nil
                }
                return ((alias, path), article)
            }
        }
    }

    /// Old addresses and where they lead, in the form that static hosts read.
    private func redirects() -> [UInt8] {
        var text = ""
        for (alias, article) in oldAddresses() {
            text += "\(settings.basePath)\(alias.address) \(article.address) 301\n"
        }
        return Array(text.utf8)
    }
}
