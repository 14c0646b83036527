// The search index of each language, made of the articles' sections.

internal import KnowledgeBase
internal import Markdown
internal import SearchIndex

extension SiteBuilder {
    /// Adds the index of every language to the commit, unless it is as an earlier build left it.
    ///
    /// - Parameter sections: of the articles that this build has rendered, by path.
    func addIndexes(
        _ context: SiteContext, _ parsed: [String: BuildCache.Entry], _ sections: [String: [Section]],
        _ commit: SiteCommit
    ) async throws {
        guard context.settings.hasSearch else { return }
        let synonyms = folder.read(SynonymFile.name)
        let kept = SearchCache(options.clean ? nil : FileSystem.read(file("search")))
        var cache = SearchCache(nil)
        var hasChanged = false
        for language in context.knowledgeBase.languages {
            let articles = context.pages.filter { $0.language == language }.map { article in
                (article: article, key: analysisKey(article, parsed[article.path], context))
            }
            var hasher = ContentDigest.Hasher()
            hasher.add(synonyms?.bytes ?? [])
            for (_, key) in articles { hasher.add(key) }
            let fingerprint = hasher.finish()
            // The name carries what the index was made of, so it never goes stale.
            let place = "assets/search-\(language).\(fingerprint.hexadecimal())/"
            if keeps(place, fingerprint, commit) {
                for (article, _) in articles { cache.entries[article.path] = kept.entries[article.path] }
            } else {
                let analyses = try await articles.parallelMap { article, key in
                    if let entry = kept.entries[article.path], entry.key == key { return entry.analysis }
                    return try self.analysis(of: article, sections[article.path], context)
                }
                for ((article, key), analysis) in zip(articles, analyses) {
                    cache.entries[article.path] = SearchCache.Entry(key: key, analysis: analysis)
                }
                hasChanged = true
                let groups = synonyms.map { SynonymFile($0).groups } ?? []
                try await add(analyses, language, groups, place, fingerprint, commit)
            }
            try addPointer(to: place, language, context, commit)
        }
        if hasChanged { try FileSystem.write(cache.bytes, to: file("search")) }
    }

    /// Whether all files of an index lie there as an earlier build left them.
    private func keeps(_ place: String, _ fingerprint: ContentDigest, _ commit: SiteCommit) -> Bool {
        let paths = commit.old.entries.keys.filter { $0.hasPrefix(place) }
        return !paths.isEmpty && paths.allSatisfy { commit.keeps($0, fingerprint: fingerprint) }
    }

    private func add(
        _ analyses: [ArticleAnalysis], _ language: String, _ synonyms: [SynonymFile.Group], _ place: String,
        _ fingerprint: ContentDigest, _ commit: SiteCommit
    ) async throws {
        let groups = synonyms.map { SynonymGroup(words: $0.words, meaning: $0.meaning) }
        let files = try IndexBuilder.files(of: analyses, language: language, synonyms: groups)
        _ = try await files.parallelMap(chunk: 8) { file in
            try commit.add(
                OutputFile(path: place + file.name, bytes: file.compressed()), fingerprint: fingerprint)
        }
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
        "answers", "collection", "everything", "forget", "kind", "kind_announcement", "kind_article",
        "kind_faq", "kind_tutorial", "meant", "more", "partial", "recent", "try", "weak",
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

    private func analysis(
        of article: Article, _ sections: [Section]?, _ context: SiteContext
    ) throws -> ArticleAnalysis {
        var searchable = SearchableArticle()
        searchable.source = article.path
        searchable.url = article.address
        searchable.title = article.title
        searchable.kind = article.matter.kind.rawValue
        searchable.breadcrumb = breadcrumb(of: article, context)
        searchable.description = article.matter.description
        searchable.askedAs = article.matter.askedAs
        searchable.tags = article.matter.tags
        let sections = try sections ?? reparsed(article, context)
        searchable.sections = sections.filter { $0.heading != nil || !$0.text.isEmpty }.map { section in
            SearchableArticle.Section(
                anchor: section.heading?.id ?? "", heading: section.heading?.title ?? "",
                level: section.heading?.level ?? 0, text: section.text)
        }
        var analyzer = ArticleAnalyzer()
        return analyzer.analyze(searchable)
    }

    private func reparsed(_ article: Article, _ context: SiteContext) throws -> [Section] {
        guard let file = folder.read(article.path), file.bytes.count >= article.bodyStart else {
            throw BuildError.content([Self.unreadable(article.path)])
        }
        return text(of: article, file, context).document.sections
    }
}
