// The search index of each language, made of the articles' sections.

internal import FoundationEssentials
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
        for language in context.knowledgeBase.languages {
            let articles = context.pages.filter { $0.language == language }
            var hasher = ContentDigest.Hasher()
            hasher.add(Self.version)
            hasher.add(SearchIndex.formatVersion)
            for article in articles {
                hasher.add(article.address)
                hasher.add(article.title)
                if let entry = parsed[article.path] { hasher.add(entry.digest) }
            }
            let fingerprint = hasher.finish()
            // The name carries what the index was made of, so it never goes stale.
            let path = "assets/search-\(language).\(fingerprint.hexadecimal()).json"
            if !commit.keeps(path, fingerprint: fingerprint) {
                let units = try await articles.parallelMap { article in
                    try self.units(of: article, sections[article.path], context)
                }
                let index = SearchIndex(of: units.flatMap(\.self))
                try commit.add(
                    OutputFile(path: path, bytes: Array(try index.encoded())), fingerprint: fingerprint)
            }
            var pointer = PageBuffer(capacity: 128)
            pointer.raw("{\"index\":")
            pointer.json("\(context.settings.basePath)/\(path)")
            pointer.raw("}\n")
            try commit.add(
                OutputFile(
                    path: context.outputPath("search/index.json", language: language), bytes: pointer.bytes))
        }
    }

    /// What search can find in an article: each of its sections.
    private func units(
        of article: Article, _ sections: [Section]?, _ context: SiteContext
    ) throws -> [SearchableUnit] {
        let sections = try sections ?? reparsed(article, context)
        return sections.filter { $0.heading != nil || !$0.text.isEmpty }.map { section in
            SearchableUnit(
                url: article.address + (section.heading.map { "#\($0.id)" } ?? ""),
                page: article.title, heading: section.heading?.title ?? "", text: section.text)
        }
    }

    private func reparsed(_ article: Article, _ context: SiteContext) throws -> [Section] {
        guard let file = folder.read(article.path), file.bytes.count >= article.bodyStart else {
            throw BuildError.content([Self.unreadable(article.path)])
        }
        return text(of: article, file, context).document.sections
    }
}
