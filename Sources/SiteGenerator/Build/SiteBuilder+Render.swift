// Rendering: every page whose text or surroundings have changed.

internal import KnowledgeBase
internal import Markdown
internal import SearchIndex

/// What is left of a text once its page was written.
struct RenderedText: Sendable {
    /// The article's position.
    let position: Int
    let findings: ArticleFindings
    /// Where its links lead.
    let targets: [LinkTarget]
    /// For the search index; `nil` on a site without.
    let analysis: ArticleAnalysis?
}

/// An article's page on the way to the disk.
struct RenderedPage {
    let document: MarkdownDocument
    let findings: ArticleFindings
    /// Where its links lead.
    let targets: [LinkTarget]
    /// The page and its copy.
    let files: [OutputFile]
    /// What they are made of.
    let fingerprint: ContentDigest
}

extension SiteBuilder {
    /// The theme: the program's own, with what `_theme/` replaces.
    func theme(_ sources: Sources, _ settings: SiteSettings, languages: [String]) throws -> Theme {
        var replacements: [String: [UInt8]] = [:]
        for (path, bytes) in sources.underscored where path.hasPrefix("_theme/") {
            replacements[String(path.dropFirst("_theme/".count))] = bytes
        }
        return try Theme(replacements: replacements, settings: settings, languages: languages)
    }

    /// What all pages share.
    func context(_ knowledgeBase: KnowledgeBase, _ sources: Sources) throws -> SiteContext {
        let theme = try theme(sources, knowledgeBase.settings, languages: knowledgeBase.languages)
        var places = [Int?](repeating: nil, count: knowledgeBase.articles.count)
        for collection in knowledgeBase.collections {
            for (place, position) in collection.articles.enumerated() { places[position] = place }
        }
        var tagged: [String: [Int]] = [:]
        for (position, article) in knowledgeBase.articles.enumerated() {
            for tag in Set(article.matter.tags) { tagged[tag, default: []].append(position) }
        }
        let banners = Self.banners(knowledgeBase, theme)
        var hasher = ContentDigest.Hasher()
        hasher.add(cacheSalt(sources))
        hasher.add(knowledgeBase.settings.title)
        hasher.add(theme.digest)
        for language in knowledgeBase.languages {
            hasher.add(language)
            hasher.add(banners[language] ?? [])
        }
        return SiteContext(
            knowledgeBase: knowledgeBase, theme: theme, files: sources.files, snippets: sources.snippets,
            staticFiles: sources.staticFiles, dates: DateWords(), date: options.date, places: places,
            seriesParts: Self.series(knowledgeBase), tagged: tagged, banners: banners, digest: hasher.finish()
        )
    }

    /// The tutorials of each series, in the order of their numbers, then titles.
    private static func series(_ knowledgeBase: KnowledgeBase) -> [String: [Int]] {
        var series: [String: [Int]] = [:]
        for (position, article) in knowledgeBase.articles.enumerated() {
            if let name = article.matter.series { series[name, default: []].append(position) }
        }
        return series.mapValues { parts in
            parts.sorted { a, b in
                let (a, b) = (knowledgeBase.articles[a], knowledgeBase.articles[b])
                return (a.matter.order ?? 1000, a.title, a.path) < (b.matter.order ?? 1000, b.title, b.path)
            }
        }
    }

    private func cacheSalt(_ sources: Sources) -> ContentDigest {
        var hasher = ContentDigest.Hasher()
        hasher.add(Self.program)
        hasher.add(sources.siteFile?.bytes ?? [])
        hasher.add(sources.settings.baseURL ?? "")
        for (path, bytes) in sources.underscored.sorted(by: { $0.key < $1.key })
        where path.hasPrefix("_snippets/") {
            hasher.add(path)
            hasher.add(bytes)
        }
        return hasher.finish()
    }

    /// The newest announcement of each language, as a banner.
    private static func banners(_ knowledgeBase: KnowledgeBase, _ theme: Theme) -> [String: [UInt8]] {
        let announcements = knowledgeBase.articles.filter { $0.matter.kind == .announcement }
        let byAge = announcements.sorted { a, b in
            let days = [a, b].map { $0.matter.publish?.daysSince1970 ?? 0 }
            return (days[0], a.path) < (days[1], b.path)
        }
        var banners: [String: [UInt8]] = [:]
        for article in byAge {
            let words = theme.words(article.language)
            var page = PageBuffer(capacity: 256)
            page.raw("<aside class=\"banner\" aria-label=\"")
            page.text(words["announcement"])
            page.raw("\" data-key=\"")
            page.text(article.address)
            page.raw("\">\n<p>")
            page.text(article.title)
            page.raw(" ")
            page.link(article.address, words["read_more"])
            page.raw("</p>\n<button class=\"quiet\">")
            page.text(words["dismiss"])
            page.raw("</button>\n</aside>\n<script src=\"")
            page.text(theme.assets.address("banner.js"))
            page.raw("\"></script>\n")
            banners[article.language] = page.bytes
        }
        return banners
    }

    /// Renders the articles that need it, and adds all of them to the commit.
    ///
    /// - Parameter targets: where the links of each article lead, as far as it is known.
    /// - Returns: what was found in the texts that were rendered, by path.
    func render(
        _ context: SiteContext, _ entries: [String: BuildCache.Entry], _ targets: [[LinkTarget]],
        _ commit: SiteCommit, _ progress: BuildProgress?
    ) async throws -> [String: RenderedText] {
        let positions = context.knowledgeBase.articles.indices.filter {
            !context.knowledgeBase.articles[$0].isIndex
        }
        progress?.expect(positions.count)
        let results = try await positions.parallelMap { position -> RenderedText? in
            defer { progress?.advance() }
            let article = context.knowledgeBase.articles[position]
            guard let entry = entries[article.path] else { return nil }
            return try self.render(position, article, entry, targets[position], context, commit)
        }
        var rendered: [String: RenderedText] = [:]
        for (position, text) in zip(positions, results) {
            if let text { rendered[context.knowledgeBase.articles[position].path] = text }
        }
        return rendered
    }

    /// Renders one article unless page and copy are as an earlier build left them.
    private func render(
        _ position: Int, _ article: Article, _ entry: BuildCache.Entry, _ targets: [LinkTarget],
        _ context: SiteContext, _ commit: SiteCommit
    ) throws -> RenderedText? {
        let frame = context.frame(of: position)
        let copyPath = Self.copyPath(article)
        if entry.findings != nil {
            let fingerprint = fingerprint(context, entry.digest, frame, targets)
            if commit.keeps(article.outputPath, fingerprint: fingerprint),
                commit.keeps(copyPath, fingerprint: fingerprint)
            {
                return nil
            }
        }
        guard let file = folder.read(article.path), file.bytes.count >= article.bodyStart else {
            throw BuildError.content([Self.unreadable(article.path)])
        }
        let page = page(of: article, file, entry.digest, frame, context)
        for file in page.files { try commit.add(file, fingerprint: page.fingerprint) }
        return RenderedText(
            position: position, findings: page.findings, targets: page.targets,
            analysis: context.settings.hasSearch
                ? analysis(of: article, page.document.sections, context) : nil)
    }

    /// An article's page and its copy.
    func page(
        of article: Article, _ file: SourceFile, _ digest: ContentDigest, _ frame: SiteContext.ArticleFrame,
        _ context: SiteContext
    ) -> RenderedPage {
        let links = SiteLinks(context: context, article: article)
        let text = text(file, links)
        let findings = text.findings
        let targets = links.targets(of: findings)
        return RenderedPage(
            document: text.document, findings: findings, targets: targets,
            files: [
                OutputFile(
                    path: article.outputPath, bytes: context.page(frame, text: text.document, of: article)),
                OutputFile(path: Self.copyPath(article), bytes: markdownCopy(file, findings, links)),
            ], fingerprint: fingerprint(context, digest, frame, targets))
    }

    /// Where an article's copy as Markdown lies.
    static func copyPath(_ article: Article) -> String {
        "\(article.outputPath.dropLast("index.html".count))index.md"
    }

    /// All that an article's page is made of.
    private func fingerprint(
        _ context: SiteContext, _ digest: ContentDigest, _ frame: SiteContext.ArticleFrame,
        _ targets: [LinkTarget]
    ) -> ContentDigest {
        var hasher = ContentDigest.Hasher()
        hasher.add(context.digest)
        hasher.add(digest)
        hasher.add(frame.parts.windowTitle)
        hasher.add(frame.parts.head)
        hasher.add(frame.parts.languages)
        for mark in ArticleMark.allCases { hasher.add(frame.fragments[mark] ?? []) }
        for target in targets { hasher.add(context.address(of: target) ?? "-") }
        return hasher.finish()
    }

    /// The article as Markdown for those who read that: its title, what it is about, and its text.
    private func markdownCopy(
        _ file: SourceFile, _ findings: ArticleFindings, _ links: SiteLinks
    ) -> [UInt8] {
        let article = links.article
        var copy: [UInt8] = []
        copy.reserveCapacity(file.bytes.count)
        if !article.titleIsHeading { copy += Array("# \(article.title)\n\n".utf8) }
        if !article.titleIsHeading, !article.matter.description.isEmpty {
            let line = article.matter.description.split(whereSeparator: \.isNewline).joined(separator: " ")
            copy += Array("> \(line)\n\n".utf8)
        }
        let body = file.bytes[article.bodyStart...].drop {
            $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
        }
        return copy + MarkdownCopy.text(body, findings, links)
    }
}
