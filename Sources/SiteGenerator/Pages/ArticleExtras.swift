// What stands around an article's text: votes, neighbours, a tutorial's series and needs.

internal import KnowledgeBase

extension SiteContext {
    /// "Was this helpful?", as a form that works without scripts.
    func votesForm(_ article: Article, to address: String) -> [UInt8] {
        let words = words(article.language)
        var page = PageBuffer(capacity: 1024)
        page.raw("<form class=\"votes\" method=\"post\" action=\"")
        page.text(address)
        for (name, key) in [
            ("thanks", "helpful_thanks"), ("sent", "helpful_sent"), ("failed", "helpful_failed"),
        ] {
            page.raw(markup: "\" data-\(name)=\"")
            page.text(words[key])
        }
        page.raw("\">\n<input type=\"hidden\" name=\"page\" value=\"")
        page.text(article.address)
        page.raw("\">\n<input type=\"hidden\" name=\"lang\" value=\"")
        page.text(article.language)
        page.raw("\">\n<fieldset><legend>")
        page.text(words["helpful"])
        page.raw("</legend>\n<button class=\"quiet\" name=\"helpful\" value=\"yes\">")
        page.text(words["helpful_yes"])
        page.raw("</button>\n<button class=\"quiet\" name=\"helpful\" value=\"no\">")
        page.text(words["helpful_no"])
        page.raw("</button></fieldset>\n<div data-reason hidden><label for=\"reason\">")
        page.text(words["helpful_reason"])
        page.raw("</label>\n<textarea id=\"reason\" name=\"reason\" rows=\"3\" maxlength=\"2000\" ")
        page.raw("aria-describedby=\"reason-note\"></textarea>\n<p class=\"facts\" id=\"reason-note\">")
        page.text(words["helpful_reason_note"])
        page.raw("</p>\n<button>")
        page.text(words["helpful_send"])
        page.raw("</button></div>\n<p role=\"status\"></p>\n</form>\n")
        return page.bytes
    }

    /// The articles before and after this one in its collection.
    func neighbours(of position: Int, _ article: Article, _ collection: Int?) -> [UInt8] {
        guard let collection, let place = places[position] else { return [] }
        let siblings = knowledgeBase.collections[collection].articles
        guard siblings.count > 1 else { return [] }
        let words = words(article.language)
        var page = PageBuffer(capacity: 512)
        page.raw("<nav class=\"around\" aria-label=\"")
        page.text(words("more_in", ["collection": knowledgeBase.collections[collection].title]))
        page.raw("\">")
        let neighbours: [(Int, StaticString, String)] = [
            (place - 1, "prev", words["previous"]), (place + 1, "next", words["next"]),
        ]
        for (other, relation, label) in neighbours where siblings.indices.contains(other) {
            let neighbour = knowledgeBase.articles[siblings[other]]
            page.raw("<a rel=\"")
            page.raw(relation)
            page.raw("\" href=\"")
            page.text(neighbour.address)
            page.raw("\"><small>")
            page.text(label)
            page.raw("</small>")
            page.text(neighbour.title)
            page.raw("</a>\n")
        }
        page.raw("</nav>\n")
        return page.bytes
    }

    /// The tutorials of the same series, in the order of their numbers, then titles.
    func series(around position: Int, _ article: Article) -> [UInt8] {
        guard let name = article.matter.series else { return [] }
        let parts = (seriesParts[name] ?? []).filter {
            knowledgeBase.articles[$0].language == article.language
        }
        guard parts.count > 1, let number = parts.firstIndex(of: position) else { return [] }
        let words = words(article.language)
        var page = PageBuffer(capacity: 512)
        page.raw("<nav class=\"series\" aria-label=\"")
        page.text(words["series"])
        page.raw("\">\n<p>")
        page.text(
            words(
                "series_part", ["series": name, "number": String(number + 1), "count": String(parts.count)]))
        page.raw("</p>\n<ol>\n")
        for part in parts {
            let other = knowledgeBase.articles[part]
            page.raw(part == position ? "<li aria-current=\"page\">" : "<li>")
            if part == position { page.text(other.title) } else { page.link(other.address, other.title) }
            page.raw("</li>\n")
        }
        page.raw("</ol>\n</nav>\n")
        return page.bytes
    }

    /// The time that a tutorial takes, and what must be there before.
    func needs(_ article: Article) -> [UInt8] {
        let needed = article.matter.prerequisites.compactMap { need($0, of: article) }
        guard article.matter.minutes != nil || !needed.isEmpty else { return [] }
        let words = words(article.language)
        var page = PageBuffer(capacity: 512)
        page.raw("<dl class=\"needs\">\n")
        if let minutes = article.matter.minutes {
            page.raw("<dt>")
            page.text(words["time_needed"])
            page.raw("</dt><dd>")
            page.text(words("minutes", ["count": String(minutes)]))
            page.raw("</dd>\n")
        }
        if !needed.isEmpty {
            page.raw("<dt>")
            page.text(words["you_need"])
            page.raw("</dt><dd><ul>")
            for item in needed {
                page.raw("<li>")
                page.raw(item)
                page.raw("</li>")
            }
            page.raw("</ul></dd>\n")
        }
        page.raw("</dl>\n")
        return page.bytes
    }

    /// A prerequisite: a link to an article, or plain words; nothing for an article that is not there.
    private func need(_ need: String, of article: Article) -> [UInt8]? {
        var item = PageBuffer(capacity: 128)
        if need.hasSuffix(".md") {
            let target = knowledgeBase.target(of: need, in: article, isFile: { _ in false }).target
            guard case .article(let other) = target else { return nil }
            link(to: knowledgeBase.articles[other], from: article.language, &item)
        } else {
            item.text(need)
        }
        return item.bytes
    }
}
