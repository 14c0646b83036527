// All that a content folder says, typed: settings, articles, collections, translations.

/// A help centre's content, read and put in order. Pure: it is made from files in memory.
public struct KnowledgeBase: Sendable {
    /// What decides which articles there are, beside the files.
    public struct Viewpoint: Sendable, Equatable {
        /// The day of the build.
        public var date: CalendarDay
        /// Whether drafts count as finished.
        public var drafts: Bool
        /// Whether internal articles are there.
        public var audience: Visibility

        /// A viewpoint; readers see neither drafts nor internal articles.
        public init(date: CalendarDay, drafts: Bool = false, audience: Visibility = .public) {
            self.date = date
            self.drafts = drafts
            self.audience = audience
        }
    }

    /// What site.yaml says.
    public let settings: SiteSettings
    /// The languages that have articles, the default one first, then by tag.
    public let languages: [String]
    /// The visible articles, in the order of their paths.
    public let articles: [Article]
    /// The visible folders; every language's top comes first.
    public let collections: [Collection]
    /// The paths of articles that are there but not visible.
    public let hiddenPaths: Set<String>
    /// What is wrong so far: front matter, settings, clashes of addresses.
    public let diagnostics: [Diagnostic]

    /// The addresses that they would have, and their paths.
    let hiddenPathOfAddress: [String: String]
    let positionOfPath: [String: Int]
    let positionsOfStem: [String: [Int]]
    private let collectionOfFolder: [FolderKey: Int]

    /// A folder in a language.
    struct FolderKey: Hashable {
        let language: String
        let folder: String
    }

    /// Puts parsed files in order.
    ///
    /// - Parameters:
    ///   - files: every Markdown file, in any order.
    ///   - viewpoint: for whom and for which day.
    public init(settings: SiteSettings, files: [ParsedFile], viewpoint: Viewpoint, diagnostics: [Diagnostic])
    {
        let tags = Self.languagesInNames(of: files, settings)
        var visible: [Article] = []
        var hidden: [String: String] = [:]
        for file in files {
            let article = file.article(settings: settings, languages: tags)
            if article.isVisible(on: viewpoint.date, drafts: viewpoint.drafts, to: viewpoint.audience) {
                visible.append(article)
            } else {
                hidden[article.address] = article.path
            }
        }
        visible.sort { $0.path < $1.path }
        self.settings = Self.named(settings, by: visible)
        let clashes = Self.clashes(visible)
        self.diagnostics = (diagnostics + files.flatMap(\.diagnostics) + clashes).sorted(
            by: Diagnostic.precedes)
        articles = visible
        hiddenPaths = Set(hidden.values)
        hiddenPathOfAddress = hidden
        languages = Self.languages(of: visible, settings)
        positionOfPath = Dictionary(
            visible.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
        positionsOfStem = Dictionary(grouping: visible.indices, by: { visible[$0].stem })
        (collections, collectionOfFolder) = CollectionTree.make(of: visible, languages: languages, settings)
    }

    /// The position of the article at a path; `nil` when there is none or it is hidden.
    public func position(ofPath path: String) -> Int? { positionOfPath[path] }

    /// The position of a folder's collection in a language.
    public func collection(folder: String, language: String) -> Int? {
        collectionOfFolder[FolderKey(language: language, folder: folder)]
    }

    /// The position of the collection that an article stands in.
    public func collection(of article: Article) -> Int? {
        collection(folder: article.folder, language: article.language)
    }

    /// The same page in all languages, the page itself included, in the order of the languages.
    public func translations(of article: Article) -> [Article] {
        let all = (positionsOfStem[article.stem] ?? []).map { articles[$0] }
        return languages.compactMap { language in all.first { $0.language == language } }
    }

    /// The settings with the front page's title, where site.yaml has none.
    private static func named(_ settings: SiteSettings, by articles: [Article]) -> SiteSettings {
        guard !settings.hasTitle,
            let front = articles.first(where: { $0.stem == "index" && $0.language == settings.language }),
            front.matter.title != nil || front.titleIsHeading
        else { return settings }
        var named = settings
        named.title = front.title
        return named
    }

    /// What counts as a language at the end of a file's name: what site.yaml lists; where it lists
    /// none, every tag that some file has beside an original of the same name.
    private static func languagesInNames(of files: [ParsedFile], _ settings: SiteSettings) -> Set<String> {
        guard settings.languages.isEmpty else { return Set(settings.languages) }
        let paths = Set(files.map(\.path))
        let translated = files.compactMap { ParsedFile.split($0.path) }.filter {
            paths.contains("\($0.stem).md")
        }
        return Set(translated.map(\.language))
    }

    private static func languages(of articles: [Article], _ settings: SiteSettings) -> [String] {
        let used = Set(articles.map(\.language)).union([settings.language])
        let listed = settings.languages.filter(used.contains)
        let others = used.subtracting(listed).subtracting([settings.language]).sorted()
        return [settings.language] + listed.filter { $0 != settings.language } + others
    }

    private static func clashes(_ articles: [Article]) -> [Diagnostic] {
        var owner: [String: String] = [:]
        var clashes: [Diagnostic] = []
        for article in articles {
            if let first = owner[article.outputPath] {
                clashes.append(
                    Diagnostic(
                        "address-clash", .fatal, file: article.path,
                        "\(first) has the same address, \(article.address): rename one of them."))
            } else {
                owner[article.outputPath] = article.path
            }
        }
        return clashes
    }
}
