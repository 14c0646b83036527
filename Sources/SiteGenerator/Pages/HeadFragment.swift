// What stands in a page's head for machines: description, canonical address, Open Graph, JSON-LD.

internal import KnowledgeBase

extension SiteContext {
    /// What the head of a page says beside its title.
    struct Head {
        var title: String
        var description: String
        var address: String
        /// Open Graph's type: `website` or `article`.
        var type: StaticString = "website"
        /// The same page in other languages.
        var translations: [Translation] = []
        /// JSON-LD objects (schema.org), ready to be written.
        var structured: [[UInt8]] = []
    }

    /// The head's own markup.
    func head(_ head: Head, language: String) -> [UInt8] {
        var page = PageBuffer(capacity: 2048)
        meta("name=\"description\"", head.description, &page)
        meta("property=\"og:title\"", head.title, &page)
        meta("property=\"og:description\"", head.description, &page)
        meta("property=\"og:site_name\"", settings.title, &page)
        page.raw("<meta property=\"og:type\" content=\"")
        page.raw(head.type)
        page.raw("\">\n")
        if let origin = settings.origin {
            meta("property=\"og:url\"", origin + head.address, &page)
            link("canonical", origin + head.address, nil, &page)
            page.raw("<link rel=\"alternate\" type=\"application/atom+xml\" title=\"")
            page.text(settings.title)
            page.raw("\" href=\"")
            page.text(address("feed.xml", language: language))
            page.raw("\">\n")
            if head.translations.count > 1 {
                for (language, address) in head.translations {
                    link("alternate", origin + address, language, &page)
                }
                let original = head.translations.first { $0.language == settings.language }
                if let original = original ?? head.translations.first {
                    link("alternate", origin + original.address, "x-default", &page)
                }
            }
        }
        for object in head.structured {
            page.raw("<script type=\"application/ld+json\">")
            page.raw(object)
            page.raw("</script>\n")
        }
        return page.bytes
    }

    private func meta(_ name: StaticString, _ content: String, _ page: inout PageBuffer) {
        guard !content.isEmpty else { return }
        page.raw("<meta ")
        page.raw(name)
        page.raw(" content=\"")
        page.text(content)
        page.raw("\">\n")
    }

    private func link(
        _ relation: StaticString, _ address: String, _ language: String?, _ page: inout PageBuffer
    ) {
        page.raw("<link rel=\"")
        page.raw(relation)
        if let language {
            page.raw("\" hreflang=\"")
            page.text(language)
        }
        page.raw("\" href=\"")
        page.text(address)
        page.raw("\">\n")
    }
}
