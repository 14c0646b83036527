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
    /// How much of a query is said again, and handed to the form, in characters.
    private static let longestEcho = 80
    private static let longestSubject = 150
    /// An answer less likely than this to answer is shown, but not praised; as in search-box.js.
    private static let leastConfidence = 0.2
    /// Where the page leaves room for answers.
    private static let room = "<div id=\"results\">"

    /// The page of search with the answers to a query; `nil` for other requests.
    func searchResults(_ request: Request, _ context: DeskContext) -> Response? {
        let path = request.uri.path
        guard let finder, path.hasSuffix("/search/"), let query = request.query.get("q"),
            !query.allSatisfy(\.isWhitespace), let html = site.text(path + "index.html"),
            let room = html.firstRange(of: Self.room)
        else { return nil }
        let folder = path.dropLast("/search/".count).drop { $0 == "/" }
        let language = folder.isEmpty ? nil : String(folder)
        let list = results(String(query.prefix(Self.longestQuery)), finder, language, context)
        var page = html
        // A script finds answers of its own in there.
        page.insert(contentsOf: "<noscript>\(list.markup)</noscript>", at: room.upperBound)
        let name = about("search_everything", query, look.words(language))
        say(query, in: &page, name)
        return send(page + (preview?.script ?? ""), request)
    }

    /// Lets title, heading and box of the page of search say what was asked.
    private func say(_ query: String, in page: inout String, _ name: HTML) {
        if let box = page.firstRange(of: "<input id=\"q\"") {
            let value: HTML = " value=\"\(query)\""
            page.insert(contentsOf: value.markup, at: box.upperBound)
        }
        if let start = page.firstRange(of: "<main")?.upperBound,
            let open = page[start...].firstRange(of: "<h1>"),
            let close = page[open.upperBound...].firstRange(of: "</h1>")
        {
            // The script shows what stood here when the box is empty again.
            let plain = page[open.upperBound..<close.lowerBound]
            let heading = "<h1 data-plain=\"\(plain)\">\(name.markup)"
            page.replaceSubrange(open.lowerBound..<close.lowerBound, with: heading)
        }
        if let open = page.firstRange(of: "<title>"),
            let close = page[open.upperBound...].firstRange(of: "</title>")
        {
            let words = name.markup.replacing("<bdi>", with: "").replacing("</bdi>", with: "")
            let title: HTML = "\(HTML(safe: words)) · \(look.settings.title)"
            page.replaceSubrange(open.upperBound..<close.lowerBound, with: title.markup)
        }
    }

    /// A page that was made for this request, packed for those who take it so.
    func send(_ page: String, _ request: Request) -> Response {
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .cacheControl: "no-cache", .vary: "Accept-Encoding",
        ]
        var body = ByteBuffer(string: page)
        if SiteFile.acceptsGzip(request.headers[.acceptEncoding]),
            let packed = Gzip.compressed(Array(page.utf8))
        {
            headers[.contentEncoding] = "gzip"
            body = ByteBuffer(bytes: packed)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    private func results(
        _ query: String, _ finder: any AnswerFinder, _ language: String?, _ context: DeskContext
    ) -> HTML {
        let words = look.words(language)
        let found: FoundAnswers
        do {
            found = try finder.answers(to: query, language: language, limit: Self.answerCount)
        } catch {
            context.logger.error("search failed: \(logWords(error))")
            return "<p role=\"status\">\(words["search_failed_list"])</p>\(askLink(query, language))"
        }
        let meant = WordMarks.corrected(query, found.words).map { better -> HTML in
            var address = URLComponents()
            address.queryItems = [URLQueryItem(name: "q", value: better)]
            let link = (address.string ?? "?").replacing("+", with: "%2B")
            return "<p>\(words["search_meant"]) <a href=\"\(link)\"><bdi>\(Self.cut(better))</bdi></a></p>"
        }
        guard let best = found.answers.first else {
            let nothing = about("search_nothing", query, words)
            return "<p role=\"status\">\(nothing)</p>\(meant)\(askLink(query, language))"
        }
        let isWeak = meant == nil && best.confidence < Self.leastConfidence
        let weak: HTML? = isWeak ? "<p>\(words["search_weak"])</p>" : nil
        let marks = WordMarks(found.words)
        let count = words("search_found", ["count": "\(found.answers.count)"])
        return """
            <p role="status">\(count)</p>\(meant)\(weak)\
            <ol class="answers">\(found.answers.map { Self.item($0, marks) })</ol>
            """
    }

    private static func item(_ answer: FoundAnswer, _ marks: WordMarks) -> HTML {
        """
        <li><a href="\(answer.address)"><small>\(answer.place.joined(separator: " › "))</small>\
        <strong>\(marks.marked(answer.title))</strong><span>\(marks.marked(answer.passage))</span></a></li>
        """
    }

    /// The way to a person, with what was looked for; `nil` where nobody can be asked.
    private func askLink(_ query: String, _ language: String?) -> HTML? {
        guard let address = look.askAddress(language) else { return nil }
        let letters = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        let subject = String(query.prefix(Self.longestSubject))
        let value = subject.addingPercentEncoding(withAllowedCharacters: letters) ?? ""
        let words = look.words(language)["ask_a_person"]
        return "<p><a href=\"\(address)?subject=\(value)\" class=\"button\">\(words)</a></p>"
    }

    /// A sentence about a query, which turns nothing around it, whichever way it is written.
    private func about(_ name: String, _ query: String, _ words: InterfaceWords) -> HTML {
        let parts = words(name, ["query": "\0"]).split(separator: "\0", omittingEmptySubsequences: false)
        guard let before = parts.first, let after = parts.dropFirst().first else { return "\(words[name])" }
        return "\(String(before))<bdi>\(Self.cut(query))</bdi>\(String(after))"
    }

    private static func cut(_ query: String) -> String {
        query.count > longestEcho ? query.prefix(longestEcho) + "…" : query
    }
}
