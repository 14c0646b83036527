// The JSON-RPC 2.0 envelope around a response.

/// A plugin's response to one request.
public struct Response<Result: Codable & Sendable>: Sendable, Codable {
    /// Always `2.0`.
    public var jsonrpc = "2.0"
    /// The request's.
    public let id: String
    /// The answer, unless there is an error.
    public let result: Result?
    /// Why there is no answer.
    public let error: ResponseError?

    /// An answer.
    public init(id: String, result: Result) {
        self.id = id
        self.result = result
        error = nil
    }

    /// A refusal.
    public init(id: String, error: ResponseError) {
        self.id = id
        result = nil
        self.error = error
    }
}
