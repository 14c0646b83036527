// What readers said of articles, for agents.

internal import HelpDesk
internal import Hummingbird
internal import Markdown
internal import TicketStore

extension WebServer {
    /// All articles that readers spoke about, or one with the reasons that they gave.
    func articlesPage(_ request: Request) async throws -> Response {
        let query = request.query
        if let article = query.get("page") {
            return try await reasonsPage(of: article, before: query.get("before").flatMap { Int64($0) })
        }
        let counts = try await desk.voteCounts()
        let rows: [HTML] = counts.prefix(500).map { count in
            """
            <tr><td><a href="\(reasonsPath(count.article))">\(article(count.article)?.title ?? count.article)</a></td>
            <td>\(count.no)</td><td>\(count.yes)</td><td>\(count.reasons)</td></tr>\n
            """
        }
        let nothing: HTML = "<p>Nobody has answered yet.</p>"
        let table: HTML = """
            <div class="table-scroll" role="region" aria-label="Articles" tabindex="0"><table>
            <thead><tr><th scope="col">Article</th><th scope="col">Did not help</th><th scope="col">Helped</th>
            <th scope="col">Reasons</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        return agentPage(
            "Articles",
            """
            <h1>Articles</h1>
            <p class="lead">What readers answered to “Was this helpful?”. What helped the fewest comes first.</p>
            \(rows.isEmpty ? nothing : table)
            """)
    }

    private func reasonsPage(of path: String, before id: Int64?) async throws -> Response {
        guard let count = try await desk.voteCounts().first(where: { $0.article == path }) else {
            throw HTTPError(.notFound)
        }
        let reasons = try await desk.voteReasons(of: path, before: id)
        let items: [HTML] = reasons.map { reason in
            let verdict = reason.isHelpful ? "helped" : "did not help"
            return """
                <li><p><bdi>\(reason.text)</bdi></p>
                <form method="post" action="/desk/reasons/\(reason.id)/erase"><input type="hidden" name="page" value="\(path)">
                <p class="facts">\(time(reason.at)) · \(verdict)
                <button class="quiet">Erase these words</button></p></form></li>\n
                """
        }
        let older: HTML? =
            reasons.count < 50
            ? nil
            : reasons.last.map { last in
                "<p><a rel=\"next\" href=\"\(reasonsPath(path))&amp;before=\(last.id)\">Older reasons</a></p>"
            }
        let nothing: HTML = "<p>Nobody has said why.</p>"
        let list: HTML = "<ul class=\"reasons\">\(items)</ul>"
        let known = article(path)
        let title: HTML = known.map { "<a href=\"\($0.address)\">\($0.title)</a>" } ?? "\(path)"
        return agentPage(
            known?.title ?? path,
            """
            <nav class="breadcrumbs" aria-label="Breadcrumbs"><a href="/desk">Tickets</a> <a href="/desk/articles">Articles</a></nav>
            <h1>\(title)</h1>
            <dl class="facts-list"><dt>Did not help</dt><dd>\(count.no)</dd><dt>Helped</dt><dd>\(count.yes)</dd></dl>
            \(items.isEmpty ? nothing : list)
            \(older)
            """)
    }

    private func reasonsPath(_ article: String) -> String {
        "/desk/articles?page=" + article.inQuery
    }

    /// Takes a reader's words away, and shows the rest again.
    func eraseReason(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await form(request, context)
        guard let id = context.parameters.get("number", as: Int64.self), try await desk.eraseVoteReason(id)
        else { throw HTTPError(.notFound) }
        return redirect(to: reasonsPath(fields["page"]))
    }
}
