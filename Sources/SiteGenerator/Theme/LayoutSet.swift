// The layouts of a theme in one language, each the program's own or a writer's.

internal import KnowledgeBase

/// One layout of each kind.
struct LayoutSet: Sendable {
    let page: Layout<PageMark>
    let article: Layout<ArticleMark>
    let collection: Layout<CollectionMark>
    let home: Layout<HomeMark>
    let search: Layout<SearchMark>
    let notFound: Layout<NotFoundMark>

    /// The files that may lie in `_theme/layouts/`, with the program's own texts.
    static let builtIn: [String: [UInt8]] = [
        "page.mustache": PackageResources.page_mustache,
        "article.mustache": PackageResources.article_mustache,
        "collection.mustache": PackageResources.collection_mustache,
        "home.mustache": PackageResources.home_mustache,
        "search.mustache": PackageResources.search_mustache,
        "not-found.mustache": PackageResources.not_found_mustache,
    ]

    /// The texts of all layouts, those of a theme in the place of the program's own.
    ///
    /// - Throws: ``BuildError/content(_:)``, also for an asset that is not there.
    static func templates(_ own: [String: [UInt8]], _ assets: ThemeAssets) throws -> [String: LayoutTemplate]
    {
        var templates: [String: LayoutTemplate] = [:]
        for (name, bytes) in builtIn.sorted(by: { $0.key < $1.key }) {
            let file = "_theme/layouts/\(name)"
            let source = SourceFile(path: file, bytes: own[name] ?? bytes)
            if let problem = source.encodingProblem { throw BuildError.content([problem]) }
            let text = String(decoding: source.bytes, as: UTF8.self)
            templates[name] = try assets.named(in: LayoutTemplate(file: file, text: text))
        }
        return templates
    }

    /// Takes the templates apart for a language.
    init(_ templates: [String: LayoutTemplate], constants: [String: String], words: InterfaceWords) throws {
        func layout<Mark: LayoutMark>(_ name: String) throws -> Layout<Mark> {
            guard let template = templates[name] else { preconditionFailure("there is no layout \(name)") }
            return try Layout(template, constants: constants, words: words)
        }
        page = try layout("page.mustache")
        article = try layout("article.mustache")
        collection = try layout("collection.mustache")
        home = try layout("home.mustache")
        search = try layout("search.mustache")
        notFound = try layout("not-found.mustache")
    }
}
