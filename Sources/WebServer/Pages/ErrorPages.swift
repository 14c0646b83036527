// What is said when something cannot be done, in the reader's language, or as JSON to a script.

internal import HTTPTypes
internal import Hummingbird
internal import KnowledgeBase
internal import Markdown
internal import SiteGenerator

extension WebServer {
    /// The answer to a request that could not be done.
    func errorPage(_ status: HTTPResponse.Status, _ request: Request) -> Response {
        switch status {
        // The site's own page knows what was perhaps meant, and has one language; behind a link there is
        // nothing to guess.
        case .notFound where !request.wantsJSON && !isBehindLink(request): return site.notFound
        case .forbidden where request.wantsJSON:
            return AskAnswer(message: "This is for agents. Sign in with your link first.").response(status)
        case .forbidden:
            return page(
                "Not allowed", status: status,
                "<h1>This is for agents</h1><p>Sign in with your link first.</p>")
        default: break
        }
        let language = language(request)
        let words = look.words(language)
        let (title, text) = Self.errorWords(status, words)
        let response =
            request.wantsJSON
            ? AskAnswer(message: "\(title). \(text)").response(status)
            : page(title, status: status, language: language, "<h1>\(title)</h1><p>\(text)</p>")
        return status == .serviceUnavailable ? tryAgain(response) : response
    }

    private func isBehindLink(_ request: Request) -> Bool {
        request.uri.path.hasPrefix("/t/") && language(request) != look.settings.language
    }

    private static func errorWords(
        _ status: HTTPResponse.Status, _ words: InterfaceWords
    ) -> (title: String, text: String) {
        switch status {
        case .notFound: (words["not_found"], words["not_found_text"])
        case .contentTooLarge: (words["error_long"], words["error_long_text"])
        case .serviceUnavailable: (words["error_busy"], words["error_busy_text"])
        case .badRequest, .unprocessableContent: (words["error_form"], words["error_form_text"])
        case .conflict: (words["error_changed"], words["error_changed_text"])
        default: (words["error_other"], words["error_other_text"])
        }
    }
}
