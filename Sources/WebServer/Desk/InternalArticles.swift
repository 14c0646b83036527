// Internal articles: for agents who are signed in, and for nobody else.

internal import Foundation
internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird
internal import KnowledgeBase
internal import Logging
internal import Markdown
internal import SiteGenerator

extension WebServer {
    /// A file of the site; for agents, also what of it only they see.
    func sitePage(_ request: Request, _ context: DeskContext) async throws -> Response {
        // A folder's page can be public, and have an introduction that is not.
        if request.uri.path.hasSuffix("/"), let page = await internalItem(request, context) { return page }
        if let results = searchResults(request, context) { return results }
        if let form = formPage(request) { return form }
        do {
            return try site.response(to: request)
        } catch let error as HTTPError where error.status == .notFound {
            if let item = await internalItem(request, context) { return item }
            throw error
        }
    }

    /// What of the site only agents see; `nil` for everybody else, and for what is not there.
    private func internalItem(_ request: Request, _ context: DeskContext) async -> Response? {
        guard context.agent != nil, let internalSite else { return nil }
        let path = request.uri.path.removingPercentEncoding ?? request.uri.path
        do {
            switch try await internalSite.item(at: path) {
            case .page(let bytes):
                return Self.forAgents("text/html; charset=utf-8", bytes + (preview?.script ?? "").utf8)
            case .file(let path, let bytes): return Self.forAgents(MediaType.of(path), bytes)
            case .folder: return redirect(to: "/" + request.uri.path.drop { $0 == "/" } + "/")
            case nil: return nil
            }
        } catch {
            context.logger.error("internal articles cannot be read: \(logWords(error))")
            return nil
        }
    }

    private static func forAgents(_ mediaType: String, _ bytes: [UInt8]) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: mediaType, .cacheControl: "no-store", .xRobotsTag: "noindex"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// All internal articles, or the answers that were found in them.
    func internalPage(_ request: Request, _ context: DeskContext) async throws -> Response {
        let query = String((request.query.get("q") ?? "").prefix(300))
        let list: HTML
        do {
            list =
                query.allSatisfy(\.isWhitespace)
                ? Self.list(try await internalSite?.entries() ?? [])
                : Self.list(try await internalSite?.answers(to: query) ?? [])
        } catch {
            context.logger.error("internal articles cannot be read: \(logWords(error))")
            list = """
                <p class="notice bad" role="alert">The content folder cannot be read just now: <code>porchlight check</code>
                says why.</p>
                """
        }
        return agentPage(
            "Internal articles",
            """
            <h1>Internal articles</h1>
            <p class="lead">Only agents who are signed in see these. The site does not hold them.</p>
            <form method="get" action="/desk/internal"><div class="field"><label for="words">Search them</label>
            <input id="words" name="q" type="search" value="\(query)" autocomplete="off"></div>
            <p><button>Search</button></p></form>
            \(list)
            """)
    }

    private static func list(_ entries: [InternalSite.Entry]) -> HTML {
        guard !entries.isEmpty else {
            return "<p>There is none. Write <code>visibility: internal</code> at the top of one.</p>"
        }
        let items: [HTML] = entries.map { entry in
            item(entry.address, entry.title, entry.place, entry.description, language: entry.language)
        }
        return "<p class=\"facts\">Articles: \(entries.count)</p>\n<ol class=\"answers\">\(items)</ol>"
    }

    private static func list(_ answers: [InternalSite.Answer]) -> HTML {
        guard !answers.isEmpty else { return "<p role=\"status\">No internal article fits.</p>" }
        let items: [HTML] = answers.map { item($0.address, $0.title, $0.place, $0.passage) }
        return """
            <p role="status">Answers found: \(answers.count)</p>
            <ol class="answers">\(items)</ol><p><a href="/desk/internal">All internal articles</a></p>
            """
    }

    private static func item(
        _ address: String, _ title: String, _ place: [String], _ text: String, language: String? = nil
    ) -> HTML {
        let tag: HTML? = language.map { language in
            " lang=\"\(language)\" dir=\"\(Language.isRightToLeft(language) ? "rtl" : "ltr")\""
        }
        return """
            <li\(tag)><a href="\(address)"><small>\(place.joined(separator: " › "))</small>\
            <strong>\(title)</strong><span>\(text)</span></a></li>
            """
    }
}
