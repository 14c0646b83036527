// Forms from the site where it lies on another host than the desk.

internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird

/// Lets the site's own pages, and nobody else's, send their forms here (Fetch, "CORS protocol"). They
/// send no cookies, and are told nothing that depends on one.
struct CrossOrigin: RouterMiddleware {
    /// The only addresses that another host's page may send something to.
    static let paths: Set<String> = ["/ask/send", "/ask/suggested", "/vote"]
    /// Where the site lies, if that is elsewhere.
    let siteOrigin: @Sendable () -> PublicAddress?

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        guard Self.paths.contains(request.uri.path) else { return try await next(request, context) }
        var response: Response
        let isAllowed = Self.isFromSite(request, siteOrigin())
        if request.method == .options, isAllowed {
            response = Response(
                status: .noContent,
                headers: [
                    .accessControlAllowMethods: "POST", .accessControlAllowHeaders: "accept, content-type",
                    .accessControlMaxAge: "86400",
                ])
        } else {
            response = try await next(request, context)
        }
        response.headers[.vary] = "Origin"
        if isAllowed { response.headers[.accessControlAllowOrigin] = request.headers[.origin] }
        return response
    }

    /// Whether a page of the site sends a form to where it may.
    static func isFromSite(_ request: Request, _ site: PublicAddress?) -> Bool {
        guard let site, paths.contains(request.uri.path), let origin = request.headers[.origin] else {
            return false
        }
        return PublicAddress(origin) == site
    }
}
