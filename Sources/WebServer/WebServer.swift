// The routes: the built site, the form, the customer's page, the desk.

internal import HTTPTypes
public import HelpDesk
public import Hummingbird
internal import KnowledgeBase
internal import Markdown
public import SiteGenerator

/// Builds the responder for everything that is asked over HTTP.
public struct WebServer: Sendable {
    let desk: HelpDesk
    let site: SiteFiles
    private let builtLook: SiteLook
    let preview: SitePreview?
    let finder: (any AnswerFinder)?
    let internalSite: InternalSite?
    let plugins: PluginDesk?
    let metrics = Metrics()
    let lookups = BackgroundWork()
    /// Where customers reach the desk, if that was configured.
    let publicAddress: PublicAddress?
    /// Whose word about visitors' addresses is believed.
    let proxies: TrustedProxies
    /// Machines that may read the figures, beside this one.
    let operators: TrustedProxies
    /// Figures of what runs beside the server.
    let figures: @Sendable () async -> [Figure]

    /// - Parameters:
    ///   - look: theme and settings of the built site.
    ///   - siteFolder: where the site was built.
    ///   - publicAddress: where customers reach the desk, if that was configured.
    ///   - preview: for a site that is being written: pages reload when they change.
    ///   - finder: searches the site for readers without scripts.
    ///   - internalSite: the articles that only agents see.
    ///   - plugins: those of the desk.
    ///   - proxies: whose word about visitors' addresses is believed.
    ///   - operators: machines that may read the figures, beside this one.
    ///   - figures: of what runs beside the server.
    public init(
        desk: HelpDesk, look: SiteLook, siteFolder: String, publicAddress: PublicAddress?,
        preview: SitePreview? = nil, finder: (any AnswerFinder)? = nil, internalSite: InternalSite? = nil,
        plugins: PluginDesk? = nil, proxies: TrustedProxies = .none, operators: TrustedProxies = .none,
        figures: @escaping @Sendable () async -> [Figure] = { [] }
    ) {
        self.proxies = proxies
        self.operators = operators
        self.figures = figures
        self.desk = desk
        builtLook = look
        self.preview = preview
        self.finder = finder
        self.internalSite = internalSite
        self.plugins = plugins
        site = SiteFiles(folder: siteFolder, preview: preview)
        self.publicAddress = publicAddress
    }

    /// Theme and settings of the site.
    var look: SiteLook { preview?.look ?? builtLook }

    /// Where the site lies, when its pages send forms to a desk elsewhere: to this one.
    var siteOrigin: PublicAddress? {
        guard look.settings.desk != nil else { return nil }
        return look.settings.origin.flatMap { PublicAddress($0) }
    }

    /// The routes and what stands around them.
    public func router() -> Router<DeskContext> {
        let router = Router(context: DeskContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            RequestMeter(metrics: metrics)
            UnnamedProxyWarning(proxies: proxies)
            SecurityHeaders(desk: { self.look.settings.desk })
            GivingWay(pressure: desk.pressure)
            CrossOrigin(siteOrigin: { self.siteOrigin })
            ErrorPages { self.errorPage($0, $1) }
            RequestGuard(mostBytesWithFiles: { self.mostBytesWithFiles })
            CrossSiteGuard(publicAddress: publicAddress, siteOrigin: { self.siteOrigin })
            SessionReader(desk: desk)
        }
        for route in routes { add(route, to: router) }
        addSite(to: router)
        return router
    }

    /// One of the server's own pages; nobody but its reader may keep it.
    ///
    /// - Parameter request: the one that asks for it with GET, which leads to the page's other
    ///   languages; `nil` for a page that holds what somebody has typed, and could lose it.
    func page(
        _ title: String, status: HTTPResponse.Status = .ok, language: String? = nil,
        inLanguagesOf request: Request? = nil, isWide: Bool = false, _ main: HTML
    ) -> Response {
        let html = look.page(
            title: title, language: language,
            switchingTo: request.map { request in { Self.address(of: request, in: $0) } },
            main: "<div class=\"\(isWide ? "wide" : "narrow")\">\(main)</div>")
        return Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .xRobotsTag: "noindex",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html + (preview?.script ?? ""))))
    }

    /// After a form was taken in: look at this page, with GET.
    func redirect(to path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }

    /// The response, with a word to programs when to come again.
    func tryAgain(_ response: Response, afterSeconds seconds: Int = 60) -> Response {
        var response = response
        response.headers[.retryAfter] = String(seconds)
        return response
    }
}
