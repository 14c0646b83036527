// $/cancel: the host no longer waits.

/// The notification that an answer is no longer waited for. The plugin answers all the same, with
/// an error -32001 or with what it has: every request has exactly one response.
public struct Cancellation: Sendable, Equatable, Codable {
    /// The notification's method.
    public static let method = "$/cancel"

    /// What the notification says.
    public struct Params: Sendable, Equatable, Codable {
        /// The request's.
        public let id: String
    }

    /// Always `2.0`.
    public var jsonrpc = "2.0"
    /// Always `$/cancel`.
    public var method = Cancellation.method
    /// Which request it is about.
    public let params: Params

    /// A notification that the response to a request is no longer waited for.
    public init(id: String) {
        params = Params(id: id)
    }
}
