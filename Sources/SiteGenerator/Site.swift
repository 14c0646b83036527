// From the knowledge base to all files of the site. Pure.

public import KnowledgeBase
internal import Markdown
public import SearchIndex

/// A built help centre, in memory.
public struct Site: Sendable {
    /// Every file, in the order of paths.
    public let files: [OutputFile]
    /// What the pages share; the server's own pages need it too.
    public let frame: PageFrame
    /// The index that the site's search reads.
    public let index: SearchIndex

    /// Renders everything.
    ///
    /// - Throws: when the theme's layout cannot be read.
    public init(of knowledgeBase: KnowledgeBase, theme: Theme) throws {
        index = SearchIndex(of: knowledgeBase.articles.flatMap(Self.units))
        let indexFile = OutputFile(
            hashed: "search.json", in: "assets", bytes: Array(try index.encoded()))
        frame = PageFrame(siteTitle: knowledgeBase.settings.title, indexAddress: "/\(indexFile.path)")
        var files = theme.assets + [indexFile]
        let pages = SitePages(knowledgeBase: knowledgeBase, frame: frame, theme: theme)
        files += pages.all()
        self.files = files.sorted { $0.path < $1.path }
    }

    /// What search can find in an article: each of its sections.
    private static func units(of article: Article) -> [SearchableUnit] {
        article.sections.filter { $0.heading != nil || !$0.text.isEmpty }.map { section in
            SearchableUnit(
                url: article.address + (section.heading.map { "#\($0.id)" } ?? ""),
                page: article.title, heading: section.heading?.title ?? "", text: section.text)
        }
    }
}
