// What a content folder holds beside the public site, put in order so that it can be asked for.

internal import KnowledgeBase
internal import Markdown
internal import SearchIndex

/// The internal pages of a site and the files that they alone need.
struct InternalPages: Sendable {
    enum Page: Sendable {
        case article(Int)
        case collection(Int)
    }

    /// The site as agents see it.
    let context: SiteContext
    /// The digests of the articles' files, by path.
    let digests: [String: ContentDigest]
    /// By their addresses from the site's top.
    var pages: [String: Page] = [:]
    /// The paths of files below the content folder, by their addresses.
    var files: [String: String] = [:]
    var entries: [InternalSite.Entry] = []
    /// An index for each language.
    var readers: [SearchReader] = []

    func has(_ path: String) -> Bool { pages[path] != nil || files[path] != nil }

    /// The address of a page by its path below the output folder.
    static func address(_ outputPath: String) -> String {
        "/"
            + (outputPath.hasSuffix("index.html")
                ? String(outputPath.dropLast("index.html".count)) : outputPath)
    }
}

extension SiteBuilder {
    /// Reads the content folder, and finds what of it is for agents alone.
    ///
    /// - Throws: ``BuildError``.
    func internalPages() async throws -> InternalPages {
        let sources = try await scan()
        let known = await BuildCache(FileSystem.read(file("cache")), key: cacheKey(sources)).entries
        let parsed = try await parse(sources, known)
        let all = KnowledgeBase(
            settings: sources.settings, files: sources.pages.compactMap { parsed[$0]?.parsed },
            viewpoint: .init(date: options.date, drafts: options.drafts, audience: .internal),
            diagnostics: [])
        var pages = InternalPages(
            context: try context(all, sources), digests: parsed.mapValues(\.digest))
        let publicly = link(sources, parsed)
        for (position, article) in all.articles.enumerated() where article.isInternal && !article.isIndex {
            pages.pages[InternalPages.address(article.outputPath)] = .article(position)
        }
        for (position, collection) in all.collections.enumerated() {
            let isIntroduced = collection.index.map { all.articles[$0].isInternal } ?? false
            let isPublic =
                publicly.collection(folder: collection.folder, language: collection.language) != nil
            guard isIntroduced || !isPublic else { continue }
            pages.pages[InternalPages.address(collection.outputPath)] = .collection(position)
        }
        try addTexts(to: &pages)
        return pages
    }

    /// Adds what the texts say: the files that they show, and the words by which they are found.
    private func addTexts(to pages: inout InternalPages) throws {
        let context = pages.context
        var analyses: [String: [ArticleAnalysis]] = [:]
        var places: [String: [String]] = [:]
        let articles = context.knowledgeBase.articles.filter(\.isInternal)
        for article in articles {
            guard let file = folder.read(article.path), file.bytes.count >= article.bodyStart else {
                continue
            }
            let links = SiteLinks(context: context, article: article)
            let text = text(file, links)
            for case .file(let path) in links.targets(of: text.findings) {
                guard let known = context.files[path] else { continue }
                pages.files["/\(known.outputPath)"] = path
            }
            places[article.path] = context.place(of: article)
            guard !article.isIndex else { continue }
            analyses[article.language, default: []].append(
                analysis(of: article, text.document.sections, context))
        }
        pages.entries = articles.map { article in
            InternalSite.Entry(
                address: article.address, title: article.title, description: article.matter.description,
                place: places[article.path] ?? [], language: article.language)
        }.sorted { a, b in
            (a.language, a.place.joined(separator: "\0"), a.title)
                < (b.language, b.place.joined(separator: "\0"), b.title)
        }
        let synonyms = (folder.read(SynonymFile.name).map { SynonymFile($0).groups } ?? []).map {
            SynonymGroup(words: $0.words, meaning: $0.meaning)
        }
        for (language, analyses) in analyses.sorted(by: { $0.key < $1.key }) {
            let files = try IndexBuilder.files(of: analyses, language: language, synonyms: synonyms)
            let bytes = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.compressed()) })
            pages.readers.append(try SearchReader { bytes[$0] })
        }
    }

    /// What lies at an address; `nil` also where it has changed since it was read.
    func item(at path: String, _ pages: InternalPages) throws -> InternalSite.Item? {
        let context = pages.context
        switch pages.pages[path] {
        case .article(let position):
            let article = context.knowledgeBase.articles[position]
            guard let text = text(of: article, pages) else { return nil }
            var frame = context.frame(of: position)
            // Readers are asked whether it helped, and count nobody else.
            frame.fragments[.votes] = nil
            return .page(context.page(frame, text: text.document, of: article))
        case .collection(let position):
            let collection = context.knowledgeBase.collections[position]
            let index = collection.index.map { context.knowledgeBase.articles[$0] }
            let introduction = index.flatMap { text(of: $0, pages)?.document.bytes } ?? []
            let parts =
                collection.folder.isEmpty
                ? context.homePage(collection.language, introduction: introduction)
                : context.collectionPage(position, introduction: introduction)
            return .page(context.page(parts))
        case nil: break
        }
        if let file = pages.files[path] {
            guard let known = context.files[file], let found = folder.read(file),
                ContentDigest(found.bytes) == known.digest
            else { return nil }
            return .file(path: path, found.bytes)
        }
        return pages.has(path + "/") ? .folder : nil
    }

    /// An article's text; `nil` when its file is another one than was read.
    private func text(of article: Article, _ pages: InternalPages) -> ArticleText? {
        guard let file = folder.read(article.path),
            ContentDigest(file.bytes) == pages.digests[article.path]
        else { return nil }
        return text(file, SiteLinks(context: pages.context, article: article))
    }
}

extension Article {
    fileprivate var isInternal: Bool { matter.visibility == .internal }
}

extension SiteContext {
    /// The titles of the collections that an article lies in, the outermost first, without the top.
    fileprivate func place(of article: Article) -> [String] {
        var titles: [String] = []
        var place = knowledgeBase.collection(of: article)
        while let position = place {
            let collection = knowledgeBase.collections[position]
            if !collection.folder.isEmpty { titles.insert(collection.title, at: 0) }
            place = collection.parent
        }
        return titles
    }
}
