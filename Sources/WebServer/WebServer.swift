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
    /// Whether customers reach us over HTTPS, so that cookies may say so.
    let isSecure: Bool

    /// - Parameters:
    ///   - look: theme and settings of the built site.
    ///   - siteFolder: where the site was built.
    ///   - isSecure: whether the public address begins with `https`.
    public init(desk: HelpDesk, look: SiteLook, siteFolder: String, isSecure: Bool) {
        self.desk = desk
        self.look = look
        site = SiteFiles(folder: siteFolder)
        self.isSecure = isSecure
    }

    /// The routes and what stands around them.
    public func router() -> Router<DeskContext> {
        let router = Router(context: DeskContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            SecurityHeaders()
            ErrorPages { self.errorPage($0) }
            CrossSiteGuard()
            SessionReader(desk: desk)
        }
        router.get("ask") { _, _ in try self.askPage() }
        // Not to /ask itself: a POST makes the browser forget the page of the same address (RFC 9111,
        // section 4.4), and whoever goes back would get a form with another key.
        router.post("ask/send") { request, context in try await self.ask(request, context) }
        router.get("t/:number/:secret") { request, context in try await self.customerPage(request, context) }
        router.post("t/:number/:secret/rating") { request, context in try await self.rate(request, context) }
        router.get("sign-in/:secret") { _, _ in self.signInPage() }
        router.post("sign-in/:secret") { _, context in try await self.signIn(context) }
        let agents = router.group("desk").add(middleware: AgentsOnly())
        agents.get { _, context in try await self.deskPage(context) }
        agents.get("tickets/:number") { request, context in try await self.ticketPage(request, context) }
        agents.post("tickets/:number/reply") { request, context in try await self.reply(request, context) }
        agents.post("tickets/:number/solve") { _, context in try await self.solve(context) }
        router.get { request, _ in try self.site.response(to: request) }
        router.get("**") { request, _ in try self.site.response(to: request) }
        return router
    }

    /// One of the server's own pages; nobody but its reader may keep it.
    func page(_ title: String, status: HTTPResponse.Status = .ok, _ main: HTML) -> Response {
        let html = look.page(title: title, main: "<div class=\"narrow\">\(main)</div>")
        return Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .xRobotsTag: "noindex", .referrerPolicy: "no-referrer",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// After a form was taken in: look at this page, with GET.
    func redirect(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }

    private func errorPage(_ status: HTTPResponse.Status) -> Response {
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
            page(
                "Try again", status: status,
                """
                <h1>We could not keep this</h1>
                <p>Go back, your text is still there, and send it again in a minute.</p>
                """)
        default:
            page(
                "Sorry", status: status,
                "<h1>This did not work</h1><p>Please go back and try again.</p>")
        }
    }
}
