// One address of the server: what it answers to, and whom.

internal import HTTPTypes
internal import Hummingbird

/// Answers a request.
typealias Handler = @Sendable (Request, DeskContext) async throws -> Response

/// An address of the server, by its path and the methods that it has.
struct Route: Sendable {
    /// Who may ask. There is no way around this: a route without it does not exist.
    enum Access: String, Sendable, CaseIterable {
        /// Everybody.
        case everybody
        /// Whoever knows the secret in the address; the handler compares it.
        case linkHolders = "holders of a secret link"
        /// Agents who are signed in.
        case agents
        /// Agents who are signed in; for others it looks as if there were nothing.
        case agentsUnseen = "agents, unseen by others"
        /// Programs on this machine, or on machines that were named, that ask the server themselves, not
        /// through a proxy.
        case operators
    }

    /// The path as the router takes it: `t/:number/:secret`.
    let path: String
    let access: Access
    let get: Handler?
    let post: Handler?

    init(_ path: String, for access: Access, get: Handler? = nil, post: Handler? = nil) {
        self.path = path
        self.access = access
        self.get = get
        self.post = post
    }

    /// The methods it has, as the field `Allow` lists them (RFC 9110, section 10.2.1).
    var allowed: String {
        [get.map { _ in "GET, HEAD" }, post.map { _ in "POST" }].compactMap(\.self).joined(separator: ", ")
    }
}
