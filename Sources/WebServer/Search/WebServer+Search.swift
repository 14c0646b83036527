// The answers to a query, written into the page of search for readers without scripts.

internal import Foundation
internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird
internal import KnowledgeBase
internal import Logging
internal import Markdown
internal import SiteGenerator

extension WebServer {
    /// The longest query that is searched for, in characters, and how many answers are shown.
    private static let longestQuery = 1000
    private static let answerCount = 20
    /// Where the page leaves room for answers.
    private static let room = "<div id=\"results\">"

    /// The page of search with the answers to a query; `nil` for other requests.
    func searchResults(_ request: Request, _ context: DeskContext) -> Response? {
        let path = request.uri.path
        guard let finder, path.hasSuffix("/search/"), let query = request.uri.queryParameters["q"],
            let html = site.text(path + "index.html"), let room = html.firstRange(of: Self.room)
        else { return nil }
        let folder = path.dropLast("/search/".count).drop { $0 == "/" }
        let language = folder.isEmpty ? nil : String(folder)
        let list = results(String(query.prefix(Self.longestQuery)), finder, language, context)
        var page = html
        // A script finds answers of its own in there.
        page.insert(contentsOf: "<noscript>\(list.markup)</noscript>", at: room.upperBound)
        return Response(
            status: .ok,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page + (preview?.script ?? ""))))
    }

    private func results(
        _ query: String, _ finder: any AnswerFinder, _ language: String?, _ context: DeskContext
    ) -> HTML {
        let words = look.words(language)
        guard !query.allSatisfy(\.isWhitespace) else { return "" }
        let answers: [FoundAnswer]
        do {
            answers = try finder.answers(to: query, language: language, limit: Self.answerCount)
        } catch {
            context.logger.error("search failed: \(logWords(error))")
            return "<p role=\"status\">\(words["search_failed"])</p>"
        }
        guard !answers.isEmpty else {
            return "<p role=\"status\">\(words("search_nothing", ["query": query]))</p>"
        }
        let found = words("search_found", ["count": "\(answers.count)"])
        return """
            <p role="status">\(found)</p><ol class="answers">\(answers.map(Self.item))</ol>
            """
    }

    private static func item(_ answer: FoundAnswer) -> HTML {
        """
        <li><a href="\(answer.address)"><small>\(answer.place.joined(separator: " › "))</small>\
        <strong>\(answer.title)</strong><span>\(answer.passage)</span></a></li>
        """
    }
}
