// "Find my questions": links by mail, and the same answer to everybody.

internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird
internal import KnowledgeBase
internal import Logging
internal import Markdown
internal import SiteGenerator
internal import Synchronization
internal import Tickets

extension WebServer {
    /// The form with one field; once it was sent, a sentence that says the same to everybody.
    func findPage(_ request: Request) -> Response {
        let language = language(request)
        guard request.query.has("sent") else {
            return findPage(language, address: "", error: nil, inLanguagesOf: request)
        }
        let words = look.words(language)
        return page(
            words["find_title"], language: language, inLanguagesOf: request,
            """
            <h1>\(words["find_title"])</h1>
            <p class="notice" role="status">\(words["find_sent"])</p>
            """)
    }

    /// Mails links to an address, if it has any. Whether it has any is looked up behind the answer, so
    /// that neither its words nor its time tell.
    func find(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await form(request, context)
        let language = language(request, fields["lang"])
        let words = look.words(language)
        let address = fields["address"]
        guard MailAddress.isLikely(String(address.drop(while: \.isWhitespace))), address.utf8.count <= 300
        else {
            return findPage(
                language, address: address, error: words["find_wrong"], status: .unprocessableContent)
        }
        let place = place(request, context)
        lookups.begin { [desk, logger = context.logger] in
            do {
                try await desk.mailLinks(to: address, language: language, from: place)
            } catch {
                logger.error("links were not mailed: \(logWords(error))")
            }
        }
        return redirect(to: "/find?sent&lang=\(language)")
    }

    private func findPage(
        _ language: String, address: String, error: String?, status: HTTPResponse.Status = .ok,
        inLanguagesOf request: Request? = nil
    ) -> Response {
        let words = look.words(language)
        let complaint: HTML? = error.map { "<p class=\"error\" id=\"address-error\">\($0)</p>" }
        let marks: HTML? = error.map { _ in " aria-invalid=\"true\" aria-describedby=\"address-error\"" }
        return page(
            words["find_title"], status: status, language: language, inLanguagesOf: request,
            """
            <h1>\(words["find_title"])</h1>
            <p class="lead">\(words["find_lead"])</p>
            <form method="post" action="/find/send">
            <input type="hidden" name="lang" value="\(language)">
            <div class="field"><label for="address">\(words["form_address"])</label>
            <input id="address" name="address" type="email" required autocomplete="email" value="\(address)"\(marks)>
            \(complaint)</div>
            <p><button>\(words["find_send"])</button></p></form>
            """)
    }
}

/// Work that goes on behind an answer; of too much at a time the rest is left undone.
final class BackgroundWork: Sendable {
    private static let most = 100
    private let count = Mutex(0)

    /// Begins something, unless too much is going on.
    func begin(_ work: @escaping @Sendable () async -> Void) {
        let mayBegin = count.withLock { count in
            guard count < Self.most else { return false }
            count += 1
            return true
        }
        guard mayBegin else { return }
        Task {
            await work()
            count.withLock { $0 -= 1 }
        }
    }
}
