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
                <p>Ask whoever runs the desk for a new one: each start of <code>porchlight serve</code> prints one.</p>
                """)
        }
        var response = redirect(to: "/desk")
        let cookie = Cookie(
            name: SessionReader.cookieName, value: session, maxAge: 14 * 86_400, path: "/", secure: isSecure,
            httpOnly: true, sameSite: .lax)
        response.setCookie(cookie)
        return response
    }
}
