// What lints may look at: all of a content folder, read and rendered, in memory.

/// A content folder as lints see it.
public struct LintSubject: Sendable {
    /// A file of the content folder that is no article.
    public struct File: Sendable, Equatable {
        /// The path below the content folder.
        public let path: String
        /// The length in bytes.
        public let length: Int
        /// The width in pixels, for images whose format tells it.
        public let width: Int?
        /// The height in pixels, for images whose format tells it.
        public let height: Int?

        /// A file that is known.
        public init(path: String, length: Int, width: Int? = nil, height: Int? = nil) {
            self.path = path
            self.length = length
            self.width = width
            self.height = height
        }
    }

    /// The files of the theme, and what the program knows of itself.
    public struct Theme: Sendable {
        /// The files below `_theme/`, by their paths there: `words/fr.yaml`.
        public var files: [String: [UInt8]]
        /// The names of all words that the site says.
        public var words: [String]
        /// The languages that the program has words in.
        public var languages: Set<String>
        /// The names of the layouts that can be replaced.
        public var layouts: [String]

        /// A theme's files beside the program's own names.
        public init(files: [String: [UInt8]], words: [String], languages: Set<String>, layouts: [String]) {
            self.files = files
            self.words = words
            self.languages = languages
            self.layouts = layouts
        }
    }

    /// Settings, articles, collections.
    public let knowledgeBase: KnowledgeBase
    /// What was found in each article's text, in the order of the articles.
    public let findings: [ArticleFindings]
    /// What was found in the texts of articles that readers do not see, by path.
    public let hiddenFindings: [String: ArticleFindings]
    /// The other files, by their paths; not those below folders whose names begin with `_`.
    public let files: [String: File]
    /// The names of the snippets there are.
    public let snippets: [String]
    /// The files that are copied to the site's top as they are, by their paths there.
    public let staticFiles: Set<String>
    /// The look and the words of the site.
    public let theme: Theme
    /// The day for which the site is checked.
    public let date: CalendarDay
    /// The bytes of an article, for the places of things in it. They are asked for where something
    /// was found, not for every article.
    let source: @Sendable (String) -> SourceFile?
    /// What is wrong with the articles' texts in themselves.
    let problems: [Diagnostic]
    /// Where the links of each article lead.
    let targets: [[LinkTarget]]

    /// Puts together what lints look at.
    ///
    /// - Parameters:
    ///   - findings: by the articles' paths.
    ///   - targets: where the links of each article lead, if that is known already.
    ///   - source: reads an article; lines and columns in front matter are unknown without it.
    public init(
        knowledgeBase: KnowledgeBase, findings: [String: ArticleFindings], files: [String: File],
        snippets: [String], staticFiles: Set<String> = [], theme: Theme, date: CalendarDay,
        targets: [[LinkTarget]]? = nil,
        source: @escaping @Sendable (String) -> SourceFile?
    ) {
        self.knowledgeBase = knowledgeBase
        self.findings = knowledgeBase.articles.map { findings[$0.path] ?? ArticleFindings() }
        problems = self.findings.flatMap(\.problems)
        self.files = files
        self.snippets = snippets
        self.staticFiles = staticFiles
        self.theme = theme
        self.date = date
        self.source = source
        hiddenFindings = knowledgeBase.hiddenPaths.reduce(into: [:]) { $0[$1] = findings[$1] }
        self.targets =
            targets
            ?? zip(knowledgeBase.articles, self.findings).map { article, findings in
                knowledgeBase.targets(of: findings, in: article, isFile: { files[$0] != nil })
            }
    }

    /// What a lint finds by looking at each article.
    func inArticles(_ look: (Article, ArticleFindings) -> [Lint.Finding]) -> [Lint.Finding] {
        var found: [Lint.Finding] = []
        // By position: an article is large, and copying it for every lint would be felt.
        for position in findings.indices {
            found += look(knowledgeBase.articles[position], findings[position])
        }
        return found
    }

    /// What a lint finds by looking at each link and image.
    func inLinks(
        _ look: (Article, ArticleFindings.Link, LinkTarget) -> String?
    ) -> [Lint.Finding] {
        var found: [Lint.Finding] = []
        for position in findings.indices {
            for number in targets[position].indices {
                let message = look(
                    knowledgeBase.articles[position], findings[position].links[number],
                    targets[position][number])
                guard let message else { continue }
                let link = findings[position].links[number]
                found.append(
                    Lint.Finding(
                        file: ArticleFindings.file(link.snippet, in: knowledgeBase.articles[position].path),
                        line: link.line, column: link.column, message: message))
            }
        }
        return found
    }
}
