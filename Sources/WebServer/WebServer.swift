// The routes: the built site, the form, the customer's page, the desk.

internal import HTTPTypes
public import HelpDesk
public import Hummingbird
internal import Markdown
public import SiteGenerator

/// Builds the responder for everything that is asked over HTTP.
public struct WebServer: Sendable {
    let desk: HelpDesk
    let site: SiteFiles
    let look: SiteLook
    /// Where customers reach the desk, if that was configured.
    let publicAddress: PublicAddress?

    /// - Parameters:
    ///   - look: theme and settings of the built site.
    ///   - siteFolder: where the site was built.
    ///   - publicAddress: where customers reach the desk, if that was configured.
    public init(desk: HelpDesk, look: SiteLook, siteFolder: String, publicAddress: PublicAddress?) {
        self.desk = desk
        self.look = look
        site = SiteFiles(folder: siteFolder)
        self.publicAddress = publicAddress
    }

    /// The routes and what stands around them.
    public func router() -> Router<DeskContext> {
        let router = Router(context: DeskContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            SecurityHeaders()
            ErrorPages { self.errorPage($0) }
            CrossSiteGuard(publicAddress: publicAddress)
            SessionReader(desk: desk)
        }
        add("ask", to: router, get: { request, _ in self.askPage(request) })
        // Not to /ask itself: a POST makes the browser forget the page of the same address (RFC 9111,
        // section 4.4), and whoever goes back would get a form with another key.
        add("ask/send", to: router, post: { try await self.ask($0, $1) })
        add("t/:number/:secret", to: router, get: { try await self.customerPage($0, $1) })
        add("t/:number/:secret/rating", to: router, post: { try await self.rate($0, $1) })
        add(
            "sign-in/:secret", to: router, get: { _, _ in self.signInPage() },
            post: { _, context in try await self.signIn(context) })
        let agents = router.group("desk").add(
            middleware: AgentsOnly { try await self.refuse($0, $1) })
        add("", to: agents, get: { request, _ in try await self.deskPage(request) })
        add("sign-out", to: agents, post: { _, context in try await self.signOut(context) })
        add("tickets/:number", to: agents, get: { try await self.ticketPage($0, $1) })
        add("tickets/:number/reply", to: agents, post: { try await self.reply($0, $1) })
        add("tickets/:number/solve", to: agents, post: { _, context in try await self.solve(context) })
        addSite(to: router)
        return router
    }

    /// One of the server's own pages; nobody but its reader may keep it.
    func page(_ title: String, status: HTTPResponse.Status = .ok, _ main: HTML) -> Response {
        let html = look.page(title: title, main: "<div class=\"narrow\">\(main)</div>")
        return Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .xRobotsTag: "noindex",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// After a form was taken in: look at this page, with GET.
    func redirect(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }

    /// The page for what could not be done.
    func errorPage(_ status: HTTPResponse.Status) -> Response {
        switch status {
        case .notFound: site.notFound
        case .forbidden:
            page(
                "Not allowed", status: status,
                "<h1>This is for agents</h1><p>Sign in with your link first.</p>")
        case .contentTooLarge:
            page(
                "Too long", status: status,
                """
                <h1>This was too long</h1>
                <p>Go back, your text is still there, and shorten it to 64 KiB.</p>
                """)
        case .serviceUnavailable:
            tryAgain(
                page(
                    "Try again", status: status,
                    """
                    <h1>We could not keep this</h1>
                    <p>Go back, your text is still there, and send it again in a minute.</p>
                    """))
        case .badRequest, .unprocessableContent:
            page(
                "Not understood", status: status,
                """
                <h1>We could not read this form</h1>
                <p>It arrived damaged, or from another site. Go back, your text is still there, and send it again.</p>
                """)
        default:
            page(
                "Sorry", status: status,
                "<h1>This did not work</h1><p>Please go back and try again.</p>")
        }
    }

    /// The response, with a word to programs when to come again.
    func tryAgain(_ response: Response) -> Response {
        var response = response
        response.headers[.retryAfter] = "60"
        return response
    }
}
