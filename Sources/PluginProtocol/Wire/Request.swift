// The JSON-RPC 2.0 envelope around a request.

/// A request from the host (JSON-RPC 2.0, section 4).
public struct Request<Params: Codable & Sendable>: Sendable, Codable {
    /// Always `2.0`.
    public var jsonrpc = "2.0"
    /// Repeated in the response.
    public let id: String
    /// What is asked.
    public let method: Method
    /// What it is asked about.
    public let params: Params

    /// A request.
    public init(id: String, method: Method, params: Params) {
        self.id = id
        self.method = method
        self.params = params
    }
}
