// Routes become answers: who may not ask is refused, and a wrong method is told apart from a wrong
// address.

internal import HTTPTypes
internal import Hummingbird

extension WebServer {
    private static let otherMethods: [HTTPRequest.Method] = [.put, .patch, .delete, .options]

    /// Adds a route. For the methods that it does not have the answer is 405 (RFC 9110, section
    /// 15.5.6).
    func add(_ route: Route, to router: Router<DeskContext>) {
        let refuse: Handler = { request, _ in notAllowed(route.allowed, request) }
        func on(_ method: HTTPRequest.Method, _ handler: Handler?) {
            let handler = handler ?? refuse
            router.on(RouterPath(route.path), method: method) { request, context in
                if let refusal = try await refusal(route.access, request, context) { return refusal }
                return try await handler(request, context)
            }
        }
        on(.get, route.get)
        on(.post, route.post)
        for method in Self.otherMethods { on(method, nil) }
    }

    /// What who may not ask is answered; `nil` for who may.
    private func refusal(
        _ access: Route.Access, _ request: Request, _ context: DeskContext
    ) async throws -> Response? {
        switch access {
        case .everybody, .linkHolders: nil
        case .agentsUnseen: if context.agent != nil { nil } else { throw HTTPError(.notFound) }
        case .agents: context.agent == nil ? try await refuse(request, context) : nil
        case .operators:
            if context.isOperator(request, from: operators) { nil } else { throw HTTPError(.notFound) }
        }
    }

    /// Adds the built site, for everything that is not the desk's.
    func addSite(to router: Router<DeskContext>) {
        let refuse: Handler = { request, _ in
            _ = try site.response(to: request)
            return notAllowed("GET, HEAD", request)
        }
        for path: RouterPath in ["", "**"] {
            router.on(path, method: .get) { try await sitePage($0, $1) }
            for method in [.post] + Self.otherMethods { router.on(path, method: method, use: refuse) }
        }
    }

    private func notAllowed(_ allowed: String, _ request: Request) -> Response {
        var response = errorPage(.methodNotAllowed, request)
        response.headers[.allow] = allowed
        return response
    }
}
