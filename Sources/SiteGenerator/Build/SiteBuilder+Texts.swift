// Markdown texts by themselves: an article's, a folder's introduction, one that readers do not see.

internal import KnowledgeBase
internal import Markdown

/// A text, parsed and rendered.
struct ArticleText: Sendable {
    let path: String
    let document: MarkdownDocument
    /// The names of the snippets that it includes.
    let snippets: Set<String>

    var findings: ArticleFindings { ArticleFindings(document, of: path, snippets: snippets) }
}

extension SiteBuilder {
    /// The ids of search box, main part and the form for votes, which stand on an article's page.
    private static let pageIdentifiers: Set = [
        "main", "q", "reason", "reason-note", "search-panel", "search-status",
    ]

    /// An article's text, rendered.
    func text(_ file: SourceFile, _ links: SiteLinks) -> ArticleText {
        let article = links.article
        return text(
            file, start: article.bodyStart, line: article.bodyLine, liftsTitle: article.titleIsHeading,
            article: article, links.context, links)
    }

    private func text(
        _ file: SourceFile, start: Int, line: Int, liftsTitle: Bool, article: Article? = nil,
        _ context: SiteContext, _ resolver: some LinkResolver
    ) -> ArticleText {
        var options = MarkdownOptions()
        options.allowsRawHTML = context.settings.allowsRawHTML
        options.variables = context.settings.variables
        options.reservedIdentifiers = Self.pageIdentifiers
        options.firstLine = line
        options.liftsTitle = liftsTitle
        options.hasHeadingAnchors = true
        if let article {
            options.wrapsAnswers = article.matter.kind == .faq
            options.words = context.theme.blockWords(article.language)
        }
        var snippets: Set<String> = []
        let document = MarkdownDocument(
            parsing: String(decoding: file.bytes.dropFirst(start), as: UTF8.self), options: options,
            snippets: { name in
                guard let text = context.snippets[name] else { return nil }
                snippets.insert(name)
                return text
            }, resolver: resolver)
        return ArticleText(path: file.path, document: document, snippets: snippets)
    }

    /// The texts of the folders' `index.md`, by path.
    func introductions(_ context: SiteContext) async throws -> [String: ArticleText] {
        let indexes = context.knowledgeBase.articles.filter(\.isIndex)
        let texts = try await indexes.parallelMap { article -> ArticleText? in
            folder.read(article.path).map { text($0, SiteLinks(context: context, article: article)) }
        }
        return texts.compactMap(\.self).reduce(into: [:]) { $0[$1.path] = $1 }
    }

    /// What stands in the articles that no build has rendered, by path: those that readers do not
    /// see, and all of them where nothing was built yet.
    func missingFindings(
        _ context: SiteContext, _ parsed: [String: BuildCache.Entry]
    ) async throws -> [String: ArticleFindings] {
        let missing = parsed.values.filter { $0.findings == nil }.map(\.parsed).sorted { $0.path < $1.path }
        let findings = try await missing.parallelMap { parsed -> ArticleFindings in
            guard let file = folder.read(parsed.path) else { return ArticleFindings() }
            // Links are looked at as they were written, so they need not be resolved.
            return text(
                file, start: parsed.bodyStart, line: parsed.bodyLine,
                liftsTitle: parsed.matter.title == nil && parsed.headingTitle != nil, context, PlainLinks()
            ).findings
        }
        return Dictionary(uniqueKeysWithValues: zip(missing.map(\.path), findings))
    }
}
