// What is known about a request while it is answered.

public import Hummingbird

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

    /// Forms of 256 KiB at most: a question is 64 KiB and grows up to threefold when it is encoded.
    public var maxUploadSize: Int { 256 * 1024 }

    /// A request that nobody is signed in for yet.
    public init(source: Source) {
        coreContext = .init(source: source)
    }
}
