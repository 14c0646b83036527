// The page of an article.

internal import KnowledgeBase
internal import Markdown

extension SiteContext {
    /// All of an article's page but its text. What it is made of decides whether the page has to be
    /// written again.
    struct ArticleFrame: Sendable {
        var parts: PageParts
        /// What stands before the outline and the text, and behind them.
        var before: [UInt8]
        var after: [UInt8]
    }

    /// The frame around an article's text.
    func frame(of position: Int) -> ArticleFrame {
        let article = knowledgeBase.articles[position]
        let collection = knowledgeBase.collection(of: article)
        let translations = knowledgeBase.translations(of: article).map { ($0.language, $0.address) }
        var head = Head(
            title: article.title, description: article.matter.description, address: article.address,
            type: "article", translations: translations)
        head.structured = [breadcrumbList(to: collection), structuredArticle(article)].compactMap(\.self)
        return ArticleFrame(
            parts: PageParts(
                language: article.language, windowTitle: "\(article.title) · \(settings.title)",
                kind: article.matter.kind.rawValue, head: self.head(head, language: article.language),
                languages: languageSwitch(article.language, translations)),
            before: before(position, article, collection), after: after(position, article, collection))
    }

    /// The whole page.
    func page(_ frame: ArticleFrame, text: MarkdownDocument, of article: Article) -> [UInt8] {
        var parts = frame.parts
        var main = PageBuffer(capacity: text.bytes.count + 4096)
        main.raw(frame.before)
        main.raw(outline(text.outline, article))
        main.raw("<div class=\"text\">\n")
        main.raw(text.bytes)
        main.raw("</div>\n")
        main.raw(frame.after)
        parts.main = main.bytes
        if article.matter.kind == .faq { parts.head += structuredAnswers(text, article) }
        return page(parts)
    }

    private func before(_ position: Int, _ article: Article, _ collection: Int?) -> [UInt8] {
        var page = PageBuffer(capacity: 1024)
        page.raw("<div class=\"reading\">\n")
        page.raw(breadcrumbs(to: collection, language: article.language))
        page.raw("<article>\n<header>\n<h1>")
        page.text(article.title)
        page.raw("</h1>\n")
        if !article.matter.description.isEmpty {
            page.raw("<p class=\"lead\">")
            page.text(article.matter.description)
            page.raw("</p>\n")
        }
        page.raw(facts(article))
        page.raw(outdatedNotice(article))
        if article.matter.kind == .tutorial {
            page.raw(series(around: position, article))
            page.raw(needs(article))
        }
        page.raw("</header>\n")
        return page.bytes
    }

    /// Kind, days and audience in a line.
    private func facts(_ article: Article) -> [UInt8] {
        let words = words(article.language)
        var facts: [String] = []
        func fact(_ key: String, _ day: CalendarDay?) {
            guard let day else { return }
            facts.append(words(key, ["date": time(day, article.language)]))
        }
        switch article.matter.kind {
        case .faq: facts.append(HTML(text: words["kind_faq"]).markup)
        case .tutorial: facts.append(HTML(text: words["kind_tutorial"]).markup)
        case .announcement:
            fact("published", article.matter.publish)
            fact("valid_until", article.matter.expires)
        case .article: break
        }
        if article.matter.visibility == .internal { facts.append(HTML(text: words["internal"]).markup) }
        if outdatedSince(article) == nil { fact("last_reviewed", article.matter.reviewed) }
        guard !facts.isEmpty else { return [] }
        return Array("<p class=\"facts\">\(facts.map { "<span>\($0)</span> " }.joined())</p>\n".utf8)
    }

    private func outdatedNotice(_ article: Article) -> [UInt8] {
        guard let reviewed = outdatedSince(article) else { return [] }
        let words = words(article.language)
        var page = PageBuffer(capacity: 256)
        page.raw("<div class=\"notice outdated\"><p><strong>")
        page.text(words["outdated"])
        page.raw("</strong> ")
        page.raw(markup: words("outdated_text", ["date": time(reviewed, article.language)]))
        page.raw("</p></div>\n")
        return page.bytes
    }

    /// The day of the last review, when that is longer ago than the article or the site allows.
    func outdatedSince(_ article: Article) -> CalendarDay? {
        guard let reviewed = article.matter.reviewed,
            let days = article.matter.reviewAfterDays ?? settings.reviewAfterDays,
            reviewed.adding(days: days) < date
        else { return nil }
        return reviewed
    }

    /// The headings of the second and third level; nothing when there are fewer than two.
    private func outline(_ headings: [Heading], _ article: Article) -> [UInt8] {
        let shown = headings.filter { (2...3).contains($0.level) }
        guard shown.count > 1 else { return [] }
        let label = words(article.language)["on_this_page"]
        var page = PageBuffer(capacity: 128 + 96 * shown.count)
        page.raw("<nav class=\"outline\" aria-label=\"")
        page.text(label)
        page.raw("\">\n<p>")
        page.text(label)
        page.raw("</p>\n<ul>\n")
        for heading in shown {
            page.raw(heading.level == 3 ? "<li class=\"sub\">" : "<li>")
            page.link("#\(heading.id)", heading.title)
            page.raw("</li>\n")
        }
        page.raw("</ul></nav>\n")
        return page.bytes
    }

    private func after(_ position: Int, _ article: Article, _ collection: Int?) -> [UInt8] {
        var page = PageBuffer(capacity: 2048)
        page.raw("</article>\n")
        if article.matter.kind != .announcement {
            if let votes = settings.votes { page.raw(votesForm(article, to: votes)) }
            page.raw(neighbours(of: position, article, collection))
        }
        let related = related(to: position)
        if !related.isEmpty {
            page.raw("<section class=\"related\"><h2>")
            page.text(words(article.language)["related"])
            page.raw("</h2>\n")
            page.raw(list(related))
            page.raw("</section>\n")
        }
        page.raw("</div>\n")
        return page.bytes
    }
}
