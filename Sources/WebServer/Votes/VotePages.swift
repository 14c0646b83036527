// "Was this helpful?", received, and what is said then to readers without scripts.

internal import Foundation
internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird
internal import KnowledgeBase
internal import Logging
internal import Markdown
internal import SiteGenerator

extension WebServer {
    /// Takes a reader's answer. No cookie is read, and none is set.
    func vote(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await form(request, context)
        guard let article = article(fields["page"]), let isHelpful = Self.answers[fields["helpful"]] else {
            throw HTTPError(.unprocessableContent)
        }
        let ballot = Ballot(
            article: article.address, isHelpful: isHelpful, reason: fields["reason"],
            deviceKey: fields["key"], userAgent: request.headers[.userAgent] ?? "")
        let language = language(request, fields["lang"])
        do {
            try await desk.vote(ballot, from: place(request, context))
        } catch is TooManyPosts {
            return notCounted(request, language, .tooManyRequests, afterSeconds: 600)
        } catch {
            context.logger.error("a vote was not stored: \(logWords(error))")
            return notCounted(request, language, .serviceUnavailable, afterSeconds: 60)
        }
        if request.wantsJSON {
            return Response(status: .noContent, headers: [.cacheControl: "no-store"])
        }
        let asksWhy = !isHelpful && ballot.reason.isEmpty
        var query = URLComponents()
        query.queryItems = [
            URLQueryItem(name: "page", value: article.address), URLQueryItem(name: "lang", value: language),
            URLQueryItem(name: asksWhy ? "why" : "thanks", value: nil),
        ]
        return redirect(to: "/vote/thanks" + (query.string ?? ""))
    }

    private static let answers = ["yes": true, "no": false]

    /// Thanks a reader without scripts, and asks once what was missing.
    func votedPage(_ request: Request) -> Response {
        let query = request.query
        let language = language(request)
        let words = look.words(language)
        guard let article = query.get("page").flatMap(article) else { return errorPage(.notFound, request) }
        return page(
            words["helpful_thanks"], language: language, inLanguagesOf: request,
            """
            <h1>\(words["helpful_thanks"])</h1>
            \(!query.has("why") ? nil : whyForm(article.address, language, words))
            <p><a href="\(article.address)">\(words("helpful_back", ["title": article.title]))</a></p>
            """)
    }

    private func whyForm(_ article: String, _ language: String, _ words: InterfaceWords) -> HTML {
        """
        <form method="post" action="/vote"><input type="hidden" name="page" value="\(article)">
        <input type="hidden" name="lang" value="\(language)"><input type="hidden" name="helpful" value="no">
        <div class="field"><label for="reason">\(words["helpful_reason"])</label>
        <textarea id="reason" name="reason" rows="5" maxlength="\(String(Ballot.longestReason))" required
        aria-describedby="reason-note"></textarea><p class="facts" id="reason-note">\(words["helpful_reason_note"])</p></div>
        <p><button>\(words["helpful_send"])</button></p></form>
        """
    }

    private func notCounted(
        _ request: Request, _ language: String, _ status: HTTPResponse.Status, afterSeconds seconds: Int
    ) -> Response {
        let sentence = look.words(language)["helpful_failed"]
        guard !request.wantsJSON else {
            return tryAgain(AskAnswer(message: sentence).response(status), afterSeconds: seconds)
        }
        let answer = page(
            sentence, status: status, language: language, "<h1>\(sentence)</h1>")
        return tryAgain(answer, afterSeconds: seconds)
    }
}
