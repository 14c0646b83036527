// schema.org in JSON-LD: what search engines read of a page.

internal import KnowledgeBase
internal import Markdown

extension SiteContext {
    /// A BreadcrumbList of the way to a page.
    func breadcrumbList(to collection: Int?) -> [UInt8]? {
        guard let origin = settings.origin, let collection else { return nil }
        var page = PageBuffer(capacity: 512)
        page.raw(#"{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":["#)
        for (number, collection) in trail(to: collection).enumerated() {
            if number > 0 { page.raw(",") }
            page.raw(#"{"@type":"ListItem","position":"#)
            page.raw(markup: String(number + 1))
            page.raw(#","name":"#)
            page.json(collection.folder.isEmpty ? settings.title : collection.title)
            page.raw(#","item":"#)
            page.json(origin + collection.address)
            page.raw("}")
        }
        page.raw("]}")
        return page.bytes
    }

    /// An Article, with the days that its writer gave.
    func structuredArticle(_ article: Article) -> [UInt8]? {
        guard let origin = settings.origin else { return nil }
        var page = PageBuffer(capacity: 512)
        page.raw(#"{"@context":"https://schema.org","@type":"Article","headline":"#)
        page.json(article.title)
        page.raw(#","inLanguage":"#)
        page.json(article.language)
        page.raw(#","url":"#)
        page.json(origin + article.address)
        let days = [("datePublished", article.matter.publish), ("dateModified", article.matter.reviewed)]
        for case (let name, let day?) in days { page.raw(markup: ",\"\(name)\":\"\(day)\"") }
        if let author = article.matter.author {
            page.raw(#","author":{"@type":"Person","name":"#)
            page.json(author)
            page.raw("}")
        }
        page.raw("}")
        return page.bytes
    }

    /// A FAQPage of a page's questions: its headings of the second level with the words below
    /// them; a page without such headings is one question, its title.
    func structuredAnswers(_ text: MarkdownDocument, _ article: Article) -> [UInt8] {
        var answers: [(question: String, answer: String)] = []
        for section in text.sections {
            if let heading = section.heading, heading.level == 2 {
                answers.append((heading.title, section.text))
            } else if !answers.isEmpty {
                answers[answers.count - 1].answer +=
                    "\n" + (section.heading?.title ?? "") + "\n" + section.text
            }
        }
        if answers.isEmpty { answers = [(article.title, text.sections.map(\.text).joined(separator: "\n"))] }
        var page = PageBuffer(capacity: 2048)
        page.raw(#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"FAQPage","#)
        page.raw(#""mainEntity":["#)
        for (number, entry) in answers.enumerated() {
            if number > 0 { page.raw(",") }
            page.raw(#"{"@type":"Question","name":"#)
            page.json(entry.question)
            page.raw(#","acceptedAnswer":{"@type":"Answer","text":"#)
            page.json(entry.answer)
            page.raw("}}")
        }
        page.raw("]}</script>\n")
        return page.bytes
    }
}
