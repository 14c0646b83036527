// The resolver for texts that stand alone.

/// Leaves every address as it is, and counts every image as remote since it knows no files.
public struct PlainLinks: LinkResolver, Sendable {
    /// A resolver that changes nothing.
    public init() {}

    /// The destination itself.
    public func link(_ destination: String, in snippet: String?) -> String { destination }

    /// The destination itself; the size is unknown.
    public func image(_ destination: String, in snippet: String?) -> ImageReference {
        ImageReference(address: destination, isRemote: true)
    }
}

/// A function as a resolver, for callers that only have links to change.
struct LinkFunction: LinkResolver {
    let resolve: (String) -> String

    func link(_ destination: String, in snippet: String?) -> String { resolve(destination) }

    func image(_ destination: String, in snippet: String?) -> ImageReference {
        ImageReference(address: resolve(destination), isRemote: true)
    }
}
