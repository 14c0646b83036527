// The page of an article.

internal import KnowledgeBase
internal import Markdown

extension SiteContext {
    /// All of an article's page but its text. What it is made of decides whether the page has to be
    /// written again.
    struct ArticleFrame: Sendable {
        var parts: PageParts
        /// What the layout shows beside title, outline and text.
        var fragments: [ArticleMark: [UInt8]]
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
                languages: languageSwitch(article.language, translations, folder: article.folder)),
            fragments: fragments(position, article, collection))
    }

    /// The whole page.
    func page(_ frame: ArticleFrame, text: MarkdownDocument, of article: Article) -> [UInt8] {
        var parts = frame.parts
        parts.main = theme.layouts(article.language).article.fill(capacity: text.bytes.count + 4096) { mark in
            switch mark {
            case .title: Array(article.title.utf8)
            case .outline: outline(text.outline, article)
            case .text: text.bytes
            default: frame.fragments[mark] ?? []
            }
        }
        if article.matter.kind == .faq { parts.head += structuredAnswers(text, article) }
        return page(parts)
    }

    private func fragments(
        _ position: Int, _ article: Article, _ collection: Int?
    ) -> [ArticleMark: [UInt8]] {
        var fragments: [ArticleMark: [UInt8]] = [
            .breadcrumbs: breadcrumbs(to: collection, language: article.language),
            .description: lead(article.matter.description), .facts: facts(article),
            .notice: outdatedNotice(article), .related: relatedSection(position, article),
        ]
        if article.matter.kind == .tutorial {
            fragments[.tutorial] = series(around: position, article) + needs(article)
        }
        if article.matter.kind != .announcement {
            if let votes = settings.votes { fragments[.votes] = votesForm(article, to: votes) }
            fragments[.neighbours] = neighbours(of: position, article, collection)
        }
        return fragments
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

    private func relatedSection(_ position: Int, _ article: Article) -> [UInt8] {
        let related = related(to: position)
        guard !related.isEmpty else { return [] }
        var page = PageBuffer(capacity: 1024)
        page.raw("<section class=\"related\"><h2>")
        page.text(words(article.language)["related"])
        page.raw("</h2>\n")
        page.raw(list(related, language: article.language))
        page.raw("</section>\n")
        return page.bytes
    }
}
