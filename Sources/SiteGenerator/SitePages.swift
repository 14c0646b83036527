// The kinds of pages that a site has.

internal import KnowledgeBase
internal import Markdown

/// Renders the pages of a knowledge base.
struct SitePages {
    let knowledgeBase: KnowledgeBase
    let frame: PageFrame
    let theme: Theme

    func all() -> [OutputFile] {
        let articles = knowledgeBase.collections.flatMap { collection in
            collection.articles.map { article($0, in: collection) }
        }
        return [home(), search(), notFound()] + knowledgeBase.collections.map(self.collection) + articles
            + knowledgeBase.looseArticles.map { article($0, in: nil) }
    }

    private func home() -> OutputFile {
        let settings = knowledgeBase.settings
        let main: HTML = """
            <div class="welcome">
            <h1>How can we help?</h1>
            <p class="lead">\(settings.description)</p>
            </div>
            \(overview())
            """
        return page("/", title: settings.title, description: settings.description, main)
    }

    private func search() -> OutputFile {
        let main: HTML = """
            <h1>All answers</h1>
            <p class="lead">Type into the search box above, or look through everything we have written.</p>
            \(overview())
            """
        return page("/search/", title: "Search", description: "", main)
    }

    private func notFound() -> OutputFile {
        let main: HTML = """
            <div class="narrow">
            <h1>This page is not here</h1>
            <p>It may have moved. Search for it above, look at <a href="/search/">all answers</a>,
            or <a href="/ask">ask a person</a>.</p>
            </div>
            """
        let html = theme.page(title: "Not found", in: frame, main: main)
        return OutputFile(path: "404.html", bytes: Array(html.utf8))
    }

    private func collection(_ collection: Collection) -> OutputFile {
        let main: HTML = """
            <div class="narrow">
            <nav class="breadcrumbs" aria-label="Breadcrumbs"><a href="/">Help</a></nav>
            <h1>\(collection.title)</h1>
            <p class="lead">\(collection.description)</p>
            \(collection.introduction)
            \(list(collection.articles))
            </div>
            """
        return page(collection.address, title: collection.title, description: collection.description, main)
    }

    private func article(_ article: Article, in collection: Collection?) -> OutputFile {
        let parent: HTML? = collection.map { " › <a href=\"\($0.address)\">\($0.title)</a>" }
        let main: HTML = """
            <nav class="breadcrumbs narrow" aria-label="Breadcrumbs"><a href="/">Help</a>\(parent)</nav>
            <article>
            <h1>\(article.title)</h1>
            \(article.body)
            </article>
            """
        return page(article.address, title: article.title, description: article.description, main)
    }

    /// Every collection with its articles, then the articles without one.
    private func overview() -> HTML {
        let cards: [HTML] = knowledgeBase.collections.map { collection in
            """
            <li class="card"><h2><a href="\(collection.address)">\(collection.title)</a></h2>
            \(list(collection.articles))</li>
            """
        }
        return "<ul class=\"cards\">\(cards)</ul>\(list(knowledgeBase.looseArticles))"
    }

    private func list(_ articles: [Article]) -> HTML {
        let items: [HTML] = articles.map { "<li><a href=\"\($0.address)\">\($0.title)</a></li>\n" }
        return items.isEmpty ? "" : "<ul>\n\(items)</ul>\n"
    }

    private func page(_ address: String, title: String, description: String, _ main: HTML) -> OutputFile {
        OutputFile(
            page: address, html: theme.page(title: title, description: description, in: frame, main: main))
    }
}
