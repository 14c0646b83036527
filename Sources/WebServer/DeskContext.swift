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

    /// Whether a program on this machine asks the server itself. Behind a proxy, everybody comes from
    /// this machine; such requests say for whom they are.
    func isOperator(_ request: Request) -> Bool {
        guard let peer, peer.isLoopback else { return false }
        return request.headers[.forwarded] == nil && request.headers[.forwardedFor] == nil
    }
}
