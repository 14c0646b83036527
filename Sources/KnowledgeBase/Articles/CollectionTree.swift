// Folders become collections, one tree for each language.

/// Builds the collections of a knowledge base.
enum CollectionTree {
    typealias Key = KnowledgeBase.FolderKey

    /// All collections that hold an article, with the folders around them.
    static func make(
        of articles: [Article], languages: [String], _ settings: SiteSettings
    ) -> (collections: [Collection], byFolder: [Key: Int]) {
        var members: [Key: [Int]] = [:]
        var indexes: [Key: Int] = [:]
        for (position, article) in articles.enumerated() {
            let key = Key(language: article.language, folder: article.folder)
            if article.isIndex { indexes[key] = position } else { members[key, default: []].append(position) }
        }
        var folders: Set<Key> = Set(languages.map { Key(language: $0, folder: "") })
        for key in members.keys {
            var folder = key.folder[...]
            while !folder.isEmpty {
                folders.insert(Key(language: key.language, folder: String(folder)))
                folder = folder.lastIndex(of: "/").map { folder[..<$0] } ?? ""
            }
        }
        let rank = Dictionary(uniqueKeysWithValues: languages.enumerated().map { ($1, $0) })
        let ordered = folders.sorted { a, b in
            (a.folder.isEmpty ? 0 : 1, rank[a.language] ?? 0, a.folder)
                < (b.folder.isEmpty ? 0 : 1, rank[b.language] ?? 0, b.folder)
        }
        let byFolder = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1, $0) })
        var collections = ordered.map { key in
            collection(key, indexes, articles, settings)
        }
        for (position, key) in ordered.enumerated() {
            collections[position].articles = (members[key] ?? []).sorted {
                precedes(articles[$0], articles[$1])
            }
            guard !key.folder.isEmpty else { continue }
            let outer = key.folder.lastIndex(of: "/").map { String(key.folder[..<$0]) } ?? ""
            guard let parent = byFolder[Key(language: key.language, folder: outer)] else { continue }
            collections[position].parent = parent
            collections[parent].children.append(position)
        }
        finish(&collections)
        return (collections, byFolder)
    }

    /// Orders children and counts articles, the innermost folders first.
    private static func finish(_ collections: inout [Collection]) {
        let sortKeys = collections.map { ($0.order, $0.title, $0.folder) }
        for position in collections.indices {
            collections[position].children.sort { sortKeys[$0] < sortKeys[$1] }
        }
        let byDepth = collections.indices.sorted {
            collections[$0].folder.utf8.count > collections[$1].folder.utf8.count
        }
        for position in byDepth {
            collections[position].totalCount += collections[position].articles.count
            if let parent = collections[position].parent {
                collections[parent].totalCount += collections[position].totalCount
            }
        }
    }

    private static func collection(
        _ key: Key, _ indexes: [Key: Int], _ articles: [Article], _ settings: SiteSettings
    ) -> Collection {
        let own = indexes[key]
        // A language that does not name the folder borrows the default language's name.
        let naming = own ?? indexes[Key(language: settings.language, folder: key.folder)]
        let index = naming.map { articles[$0] }
        let prefix = key.language == settings.language ? "" : key.language.lowercased()
        let output = ArticleAddress.outputPath(stem: key.folder, languagePrefix: prefix)
        return Collection(
            folder: key.folder, language: key.language,
            address: ArticleAddress.address(ofOutput: output, basePath: settings.basePath),
            outputPath: output,
            title: index?.title ?? ParsedFile.name(of: key.folder),
            description: index?.matter.description ?? "", order: index?.matter.order ?? 1000, index: own)
    }

    private static func precedes(_ a: Article, _ b: Article) -> Bool {
        (a.matter.order ?? 1000, a.title, a.path) < (b.matter.order ?? 1000, b.title, b.path)
    }
}
