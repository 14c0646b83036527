// The search index of each language, made of the articles' sections.

internal import KnowledgeBase
internal import Markdown
internal import SearchIndex

extension SiteBuilder {
    /// Adds the index of every language to the commit, unless it is as an earlier build left it.
    ///
    /// - Parameter fresh: the analyses of the articles that this build has rendered, by path.
    func addIndexes(
        _ context: SiteContext, _ entries: [String: BuildCache.Entry], _ fresh: [String: ArticleAnalysis],
        _ commit: SiteCommit
    ) async throws {
        guard context.settings.hasSearch else { return }
        let synonyms = folder.read(SynonymFile.name)
        let kept = SearchCache(options.clean ? nil : FileSystem.read(file("search")))
        var cache = SearchCache(nil)
        var hasChanged = false
        for language in context.knowledgeBase.languages {
            let articles = context.pages.filter { $0.language == language }.map { article in
                (article: article, key: analysisKey(article, entries[article.path], context))
            }
            var hasher = ContentDigest.Hasher()
            hasher.add(synonyms?.bytes ?? [])
            for (_, key) in articles { hasher.add(key) }
            let fingerprint = hasher.finish()
            var place = keptPlace(language, fingerprint, commit)
            if place != nil {
                for (article, _) in articles { cache.entries[article.path] = kept.entries[article.path] }
            } else {
                let analyses = try await articles.parallelMap { article, key in
                    if let analysis = fresh[article.path] { return analysis }
                    if let entry = kept.entries[article.path], entry.key == key { return entry.analysis }
                    return try self.analysis(of: article, context)
                }
                for ((article, key), analysis) in zip(articles, analyses) {
                    cache.entries[article.path] = SearchCache.Entry(key: key, analysis: analysis)
                }
                hasChanged = true
                let groups = synonyms.map { SynonymFile($0).groups } ?? []
                place = try await add(analyses, language, groups, fingerprint, commit)
            }
            if let place { try addPointer(to: place, language, context, commit) }
        }
        if hasChanged { try FileSystem.write(cache.bytes, to: file("search")) }
    }

    /// Where an earlier build put the same index, if all its files still lie there.
    private func keptPlace(_ language: String, _ fingerprint: ContentDigest, _ commit: SiteCommit) -> String?
    {
        let prefix = "assets/search-\(language)."
        let paths = commit.old.entries.filter {
            $0.key.hasPrefix(prefix) && $0.value.fingerprint == fingerprint
        }
        .map(\.key)
        guard let place = paths.first?.prefixThrough("/", after: prefix.utf8.count),
            paths.allSatisfy({ $0.hasPrefix(place) && commit.keeps($0, fingerprint: fingerprint) })
        else { return nil }
        return place
    }

    /// Adds an index in a folder whose name carries what is in it, so that it never goes stale.
    ///
    /// - Returns: the folder, with a slash at its end.
    private func add(
        _ analyses: [ArticleAnalysis], _ language: String, _ synonyms: [SynonymFile.Group],
        _ fingerprint: ContentDigest, _ commit: SiteCommit
    ) async throws -> String {
        let groups = synonyms.map { SynonymGroup(words: $0.words, meaning: $0.meaning) }
        let files = try IndexBuilder.files(of: analyses, language: language, synonyms: groups)
        let packed = try await files.parallelMap(chunk: 8) { (name: $0.name, bytes: $0.compressed()) }
        var hasher = ContentDigest.Hasher()
        for file in packed {
            hasher.add(file.name)
            hasher.add(file.bytes)
        }
        let place = "assets/search-\(language).\(hasher.finish().hexadecimal())/"
        _ = try await packed.parallelMap(chunk: 8) { file in
            try commit.add(OutputFile(path: place + file.name, bytes: file.bytes), fingerprint: fingerprint)
        }
        return place
    }

    /// The small file with a name that stays: where the index lies, and the words that search shows.
    private func addPointer(
        to place: String, _ language: String, _ context: SiteContext, _ commit: SiteCommit
    ) throws {
        var pointer = PageBuffer(capacity: 128)
        pointer.raw("{\"index\":")
        pointer.json("\(context.settings.basePath)/\(place)")
        pointer.raw(",\"words\":{")
        for (number, name) in Self.searchWords.enumerated() {
            pointer.raw(markup: "\(number > 0 ? "," : "")\"\(name)\":")
            pointer.json(context.words(language)["search_\(name)"])
        }
        pointer.raw("}}\n")
        let path = context.outputPath("search/index.json", language: language)
        try commit.add(OutputFile(path: path, bytes: pointer.bytes))
    }

    /// What the script of search says; pages carry only what it says when this file cannot be had.
    private static let searchWords = [
        "answers", "collection", "everything", "everywhere", "forget", "found_shown", "kind",
        "kind_announcement", "kind_article", "kind_faq", "kind_tutorial", "meant", "more", "nothing_in",
        "partial", "recent", "try", "weak",
    ]

    /// All that an article's analysis is made of.
    private func analysisKey(
        _ article: Article, _ entry: BuildCache.Entry?, _ context: SiteContext
    ) -> ContentDigest {
        var hasher = ContentDigest.Hasher()
        hasher.add(ArticleAnalysis.formatVersion)
        hasher.add(context.digest)
        hasher.add(article.address)
        hasher.add(article.title)
        for title in breadcrumb(of: article, context) { hasher.add(title) }
        if let entry { hasher.add(entry.digest) }
        return hasher.finish()
    }

    /// The titles of the collections that an article lies in, the outermost first, without the top.
    private func breadcrumb(of article: Article, _ context: SiteContext) -> [String] {
        var titles: [String] = []
        var place = context.knowledgeBase.collection(of: article)
        while let position = place {
            let collection = context.knowledgeBase.collections[position]
            if !collection.folder.isEmpty { titles.insert(collection.title, at: 0) }
            place = collection.parent
        }
        return titles
    }

    /// What search knows of an article.
    func analysis(of article: Article, _ sections: [Section], _ context: SiteContext) -> ArticleAnalysis {
        var searchable = SearchableArticle()
        searchable.source = article.path
        searchable.url = article.address
        searchable.title = article.title
        searchable.kind = article.matter.kind.rawValue
        searchable.breadcrumb = breadcrumb(of: article, context)
        searchable.description = article.matter.description
        searchable.askedAs = article.matter.askedAs
        searchable.tags = article.matter.tags
        searchable.sections = sections.filter { $0.heading != nil || !$0.text.isEmpty }.map { section in
            SearchableArticle.Section(
                anchor: section.heading?.id ?? "", heading: section.heading?.title ?? "",
                level: section.heading?.level ?? 0, text: section.text)
        }
        var analyzer = ArticleAnalyzer()
        return analyzer.analyze(searchable)
    }

    private func analysis(of article: Article, _ context: SiteContext) throws -> ArticleAnalysis {
        guard let file = folder.read(article.path), file.bytes.count >= article.bodyStart else {
            throw BuildError.content([Self.unreadable(article.path)])
        }
        let links = SiteLinks(context: context, article: article)
        return analysis(of: article, text(file, links).document.sections, context)
    }
}

extension String {
    /// The beginning of a path up to the next slash behind so many bytes, the slash included.
    fileprivate func prefixThrough(_ slash: Character, after count: Int) -> String? {
        let start = utf8.index(startIndex, offsetBy: count)
        return self[start...].firstIndex(of: slash).map { String(self[...$0]) }
    }
}
