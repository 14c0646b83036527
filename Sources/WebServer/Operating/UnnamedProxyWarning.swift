// An operator who has put a proxy before the desk and told nobody is told what that costs.

internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Synchronization

/// Warns once when a proxy on this machine passes requests on and was not named: then all visitors seem to
/// be this machine, and nobody is counted by network address.
final class UnnamedProxyWarning: RouterMiddleware, Sendable {
    private let proxies: TrustedProxies
    private let wasSaid = Atomic(false)

    init(proxies: TrustedProxies) {
        self.proxies = proxies
    }

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        if let peer = context.peer, isUnnamed(peer, forwarded: request.headers[.forwardedFor]),
            !wasSaid.exchange(true, ordering: .relaxed)
        {
            context.logger.warning(
                """
                A proxy on this machine passes requests on, and was not named: the limits by network address are \
                off. Name it: --trusted-proxy \(peer.isFour ? "127.0.0.1" : "::1")
                """)
        }
        return try await next(request, context)
    }

    /// Whether somebody on this machine says for whom a request is, and is not believed.
    func isUnnamed(_ peer: NetworkAddress, forwarded: String?) -> Bool {
        forwarded != nil && peer.isLoopback && !proxies.trusts(peer)
    }
}
