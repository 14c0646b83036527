// What is known about a request while it is answered.

public import Hummingbird
internal import NIOCore

/// A request's context: Hummingbird's own, and the agent who is signed in.
public struct DeskContext: RequestContext {
    /// Hummingbird's own part.
    public var coreContext: CoreRequestContextStorage
    /// The agent whose session the request carries.
    var agent: String?
    /// The request's session.
    var session: String?
    /// Why nobody knows whose session it is.
    var sessionError: (any Error)?
    /// Who connected to the server; `nil` for what is no IP address.
    let peer: NetworkAddress?

    /// Forms of 256 KiB at most: a question is 64 KiB and grows up to threefold when it is encoded.
    public var maxUploadSize: Int { 256 * 1024 }

    /// A request that nobody is signed in for yet.
    public init(source: Source) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress.flatMap { NetworkAddress($0) }
    }

    /// The route that answers, as the table has it: it holds no number and no secret. Everything that is
    /// not in the table is the site's.
    var route: String {
        guard let path = endpointPath, path != "/", !path.contains("*") else { return "site" }
        return path
    }
}

// Who may see the figures

extension DeskContext {
    /// What proxies add to the requests that they pass on (RFC 7239; RFC 9110, section 7.6.3; RFC 8586), and
    /// what they add by custom; `X-Forwarded-…` is known by its beginning.
    private static let proxyFields: Set<String> = [
        "forwarded", "via", "cdn-loop", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip",
        "cf-connecting-ip", "fastly-client-ip", "x-original-forwarded-for", "x-original-host",
        "x-envoy-external-address", "x-proxyuser-ip", "client-ip",
    ]

    /// Whether a program asks the server itself that may see its figures: one on this machine, under this
    /// machine's own name, or one on a machine that was named. What comes through a proxy is for somebody
    /// else, who is not known.
    ///
    /// - Parameter named: other machines that may.
    func isOperator(_ request: Request, from named: TrustedProxies) -> Bool {
        guard let peer else { return false }
        let isPassedOn = request.headers.contains { field in
            let name = field.name.canonicalName
            return Self.proxyFields.contains(name) || name.hasPrefix("x-forwarded")
        }
        if isPassedOn { return false }
        if named.trusts(peer) { return true }
        // A proxy of this machine that adds nothing mostly keeps the name that its client asked for.
        return peer.isLoopback && Self.isThisMachine(request.head.authority ?? "")
    }

    private static func isThisMachine(_ authority: String) -> Bool {
        let host =
            authority.hasPrefix("[")
            ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        return host.lowercased() == "localhost" || NetworkAddress(host)?.isLoopback == true
    }
}
