// What every request passes through.

internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird
internal import Logging

/// Tells browsers to load nothing from elsewhere and to run nothing that stands in a page.
struct SecurityHeaders: RouterMiddleware {
    /// Where forms and scripts may send something beside the server itself: to a desk elsewhere.
    let desk: @Sendable () -> String?

    private var policy: String {
        let desk = desk().map { " \($0)" } ?? ""
        return
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
            + "connect-src 'self'\(desk); form-action 'self'\(desk); base-uri 'none'; frame-ancestors 'none'"
    }

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // A stranger's file has a stricter one already.
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = policy
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        // Not no-referrer: with it browsers send forms with `Origin: null` (Fetch, "append a request
        // `Origin` header"), and nobody could tell them from a stranger's.
        response.headers[.referrerPolicy] = "same-origin"
        return response
    }
}

/// Has what can wait give way to whoever waits for an answer.
struct GivingWay: RouterMiddleware {
    let pressure: IntakePressure

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        pressure.someoneWaits()
        return try await next(request, context)
    }
}

/// Turns errors into pages that a person understands, and keeps their details in the log.
struct ErrorPages: RouterMiddleware {
    let page: @Sendable (HTTPResponse.Status, Request) -> Response

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any HTTPResponseError {
            var response = page(error.status, request)
            // What still comes of a form that is too long is not waited for.
            let ends =
                error.status == .contentTooLarge || (error as? HTTPError)?.headers[.connection] == "close"
            if ends { response.headers[.connection] = "close" }
            return response
        } catch is CancellationError {
            // The program is asked to stop: nothing is wrong, and nobody waits for the answer any more.
            return page(.serviceUnavailable, request)
        } catch let error where error.isLostConnection {
            context.logger.debug("\(request.method) was cut off by its client: \(logWords(error))")
            return page(.badRequest, request)
        } catch {
            // Neither the path (it may hold a link's secret) nor the form stands in the log.
            context.logger.error("\(request.method) failed: \(logWords(error))")
            return page(.serviceUnavailable, request)
        }
    }
}

/// Refuses forms that another site sent in a visitor's name (CSRF): by `Sec-Fetch-Site` (Fetch
/// Metadata), by `Origin` (RFC 6454) where a browser sends only that, as it does over plain HTTP.
struct CrossSiteGuard: RouterMiddleware {
    /// Where customers reach the desk, if that was configured; without, the `Host` they asked for.
    let publicAddress: PublicAddress?
    /// Where the site lies, if that is elsewhere.
    let siteOrigin: @Sendable () -> PublicAddress?

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        let isReading = request.method == .get || request.method == .head
        if isReading || CrossOrigin.isFromSite(request, siteOrigin()) {
            return try await next(request, context)
        }
        if let site = request.headers[.secFetchSite] {
            guard site == "same-origin" || site == "none" else { throw HTTPError(.badRequest) }
        } else if let origin = request.headers[.origin] {
            guard isOurs(origin, request) else { throw HTTPError(.badRequest) }
        }
        return try await next(request, context)
    }
}

extension CrossSiteGuard {
    private func isOurs(_ text: String, _ request: Request) -> Bool {
        guard let origin = PublicAddress(text) else { return false }
        if let publicAddress { return origin == publicAddress }
        // Which scheme a proxy before us speaks is not known here.
        return ["http", "https"].contains { scheme in
            PublicAddress("\(scheme)://\(request.head.authority ?? "")") == origin
        }
    }
}

/// Finds out which agent a request's session belongs to.
struct SessionReader: RouterMiddleware {
    static let cookieName = "porchlight_session"
    let desk: HelpDesk

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let session = request.cookies[Self.cookieName]?.value {
            context.session = session
            do {
                context.agent = try await desk.agent(session: session)
            } catch {
                // Readers and customers need no session; who does is told.
                context.sessionError = error
            }
        }
        return try await next(request, context)
    }
}
