// All that a content folder says, typed: settings, collections, articles.

internal import Markdown

/// A help centre's content, read and checked. Pure: it is made from texts, not from a disk.
public struct KnowledgeBase: Sendable {
    /// What site.yaml says.
    public let settings: SiteSettings
    /// The folders that hold articles, in the order of their numbers, then titles.
    public let collections: [Collection]
    /// The articles that lie in no folder.
    public let looseArticles: [Article]

    /// Every article, in the order in which the site shows them.
    public var articles: [Article] { collections.flatMap(\.articles) + looseArticles }

    /// Reads a content folder's files.
    ///
    /// - Parameter files: every `.md` file and `site.yaml`, in any order.
    /// - Throws: ``ContentErrors`` with everything that is wrong in any of them.
    public init(_ files: [SourceFile]) throws(ContentErrors) {
        var diagnostics: [Diagnostic] = []
        var settings = SiteSettings()
        var articles: [Article] = []
        for file in files.sorted(by: { $0.path < $1.path }) {
            if file.path == "site.yaml" {
                let (parsed, problems) = SiteSettings.parse(file)
                settings = parsed
                diagnostics += problems
            } else if file.path.hasSuffix(".md") {
                let (article, problems) = Self.article(file)
                articles.append(article)
                diagnostics += problems
            }
        }
        diagnostics += Self.addressClashes(articles)
        guard diagnostics.isEmpty else { throw ContentErrors(diagnostics: diagnostics) }
        self.settings = settings
        (collections, looseArticles) = Self.collect(articles)
    }

    private static func article(_ file: SourceFile) -> (Article, [Diagnostic]) {
        var (matter, diagnostics) = FrontMatter.parse(file)
        let document = MarkdownDocument(parsing: String(matter.body)) {
            ArticleAddress.resolve($0, from: file.path)
        }
        let title = matter.title ?? ""
        if title.isEmpty {
            let message = "the page has no title: add `title: …` to its front matter."
            diagnostics.append(
                Diagnostic(code: .missingTitle, file: file.path, line: 1, column: 1, message: message))
        }
        let article = Article(
            path: file.path, address: ArticleAddress.of(path: file.path), title: title,
            description: matter.description ?? "", order: matter.order ?? 1000,
            body: document.html, sections: document.sections)
        return (article, diagnostics)
    }

    private static func addressClashes(_ articles: [Article]) -> [Diagnostic] {
        Dictionary(grouping: articles, by: \.address).values.filter { $0.count > 1 }.flatMap { clash in
            clash.dropFirst().map { article in
                Diagnostic(
                    code: .addressClash, file: article.path, line: 1, column: 1,
                    message: "\(clash[0].path) has the same address, \(article.address): rename one of them.")
            }
        }.sorted { $0.file < $1.file }
    }

    private static func collect(_ articles: [Article]) -> ([Collection], [Article]) {
        let folders = Dictionary(grouping: articles.filter { $0.path.contains("/") }) { article in
            article.path.split(separator: "/").dropLast().joined(separator: "/")
        }
        let collections = folders.map { folder, members in
            let index = members.first { $0.path.hasSuffix("/index.md") }
            return Collection(
                address: "/\(folder)/", title: index?.title ?? name(ofFolder: folder),
                description: index?.description ?? "", order: index?.order ?? 1000,
                introduction: index?.body ?? "",
                articles: members.filter { $0.path != index?.path }.sorted(by: precedes))
        }
        return (
            collections.sorted { ($0.order, $0.title, $0.address) < ($1.order, $1.title, $1.address) },
            articles.filter { !$0.path.contains("/") && $0.path != "index.md" }.sorted(by: precedes)
        )
    }

    private static func precedes(_ a: Article, _ b: Article) -> Bool {
        (a.order, a.title, a.path) < (b.order, b.title, b.path)
    }

    private static func name(ofFolder folder: String) -> String {
        let last = folder.split(separator: "/").last ?? "articles"
        return last.prefix(1).uppercased() + last.dropFirst().replacing("-", with: " ")
    }
}
