// How agents come in: by a link that works once.

internal import HelpDesk
internal import Hummingbird
internal import Markdown

extension WebServer {
    /// A page with a button. Opening the link alone uses nothing up: mail scanners open links too.
    func signInPage() -> Response {
        let main: HTML = """
            <h1>Welcome to the desk</h1>
            <p>This link signs you in once, on this device, for two weeks.</p>
            <form method="post"><button>Sign in</button></form>
            """
        return page("Sign in", main)
    }

    /// Uses the link up and begins a session.
    func signIn(_ context: DeskContext) async throws -> Response {
        guard let session = try await desk.signIn(context.parameters.get("secret") ?? "") else {
            return page(
                "Sign in", status: .forbidden,
                """
                <h1>This link was used already, or is too old</h1>
                <p>Ask whoever runs the desk for a new one: <code>porchlight sign-in</code> and your name prints it.</p>
                """)
        }
        var response = redirect(to: "/desk")
        let cookie = Cookie(
            name: SessionReader.cookieName, value: session, maxAge: 14 * 86_400, path: "/",
            secure: publicAddress?.isSecure ?? false,
            httpOnly: true, sameSite: .lax)
        response.setCookie(cookie)
        return response
    }

    /// Ends the session, here and in the browser.
    func signOut(_ context: DeskContext) async throws -> Response {
        if let session = context.session { try await desk.signOut(session: session) }
        var response = redirect(to: "/")
        response.setCookie(Cookie(name: SessionReader.cookieName, value: "", maxAge: 0, path: "/"))
        return response
    }

    /// Answers a request to the desk that nobody is signed in for. An answer that was typed is given
    /// back.
    func refuse(_ request: Request, _ context: DeskContext) async throws -> Response {
        if request.method == .post, ["/reply", "/note"].contains(where: request.uri.path.hasSuffix) {
            return giveBack(try await form(request, context), to: request, context.sessionError)
        }
        if let error = context.sessionError { throw error }
        throw HTTPError(.forbidden)
    }

    /// A page with what an agent typed and could not send.
    ///
    /// - Parameter error: the store's; without one, the agent is not signed in.
    func giveBack(_ fields: FormFields, to request: Request, _ error: (any Error)?) -> Response {
        let why: HTML =
            error == nil
            ? "<h1>You are not signed in any more</h1><p>Sign in with a new link in another window, then send this.</p>"
            : "<h1>We could not keep this</h1><p>It is all still here: send it again in a minute.</p>"
        let isNote = request.uri.path.hasSuffix("/note")
        let main: HTML = """
            \(why)
            <form method="post" action="\(request.uri.path)">
            <input type="hidden" name="key" value="\(fields["key"])">
            <div class="field"><label for="body">\(isNote ? "Note, which the customer never sees" : "Your answer")</label>
            <textarea id="body" name="body" rows="8" required>\n\(fields["body"])</textarea></div>
            <p><button>\(isNote ? "Keep the note" : "Send the answer")</button></p></form>
            """
        guard error != nil else { return page("Sign in", status: .forbidden, main) }
        return tryAgain(page("Try again", status: .serviceUnavailable, main))
    }
}
