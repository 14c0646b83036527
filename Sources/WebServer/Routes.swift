// Adding routes so that a wrong method is told apart from a wrong address.

internal import HTTPTypes
internal import Hummingbird

/// Answers a request.
typealias Handler = @Sendable (Request, DeskContext) async throws -> Response

extension WebServer {
    /// Adds a path. For the methods that it does not have the answer is 405 (RFC 9110, section
    /// 15.5.6).
    func add(
        _ path: RouterPath, to routes: some RouterMethods<DeskContext>, get: Handler? = nil,
        post: Handler? = nil
    ) {
        let allowed = [get.map { _ in "GET, HEAD" }, post.map { _ in "POST" }].compactMap(\.self)
        let refuse: Handler = { _, _ in notAllowed(allowed.joined(separator: ", ")) }
        routes.on(path, method: .get, use: get ?? refuse)
        routes.on(path, method: .post, use: post ?? refuse)
        for method in Self.otherMethods { routes.on(path, method: method, use: refuse) }
    }

    /// Adds the built site, for everything that is not the desk's.
    func addSite(to router: Router<DeskContext>) {
        let refuse: Handler = { request, _ in
            _ = try site.response(to: request)
            return notAllowed("GET, HEAD")
        }
        for path: RouterPath in ["", "**"] {
            router.on(path, method: .get) { request, _ in try site.response(to: request) }
            for method in [.post] + Self.otherMethods { router.on(path, method: method, use: refuse) }
        }
    }

    private static let otherMethods: [HTTPRequest.Method] = [.put, .patch, .delete, .options]

    private func notAllowed(_ allowed: String) -> Response {
        var response = errorPage(.methodNotAllowed)
        response.headers[.allow] = allowed
        return response
    }
}
