// The JSON-RPC 2.0 envelope around every message.

internal import FoundationEssentials

/// The methods of protocol version 1 that the host calls.
public enum Method: String, Sendable, Codable, CaseIterable {
    case initialize
    case shutdown
    case route = "ticket.route"
    case reply = "ticket.reply"
}

/// A request from the host.
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

/// As much of a request as is needed to choose the type of its parameters.
public struct RequestHead: Sendable, Codable {
    /// Repeated in the response; absent for notifications.
    public let id: String?
    /// What is asked, whether this version knows it or not.
    public let method: String
}

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

/// Why a plugin gave no answer (JSON-RPC 2.0, section 5.1).
public struct ResponseError: Error, Sendable, Equatable, Codable {
    /// JSON-RPC's own codes, and the protocol's from -32000 on.
    public let code: Int
    /// What is wrong, in a sentence.
    public let message: String

    /// An error.
    public init(code: Int, message: String) {
        self.code = code
        self.message = message
    }

    /// The plugin does not know the method.
    public static func unknownMethod(_ name: String) -> ResponseError {
        ResponseError(code: -32601, message: "there is no method \(name)")
    }

    /// The plugin could not answer.
    public static func failed(_ message: String) -> ResponseError {
        ResponseError(code: -32000, message: message)
    }

    /// The code of ``badConfig(_:)``.
    public static let badConfigCode = -32003

    /// The code of a plugin that has no time now.
    public static let busyCode = -32002

    /// The plugin cannot work with its configuration.
    public static func badConfig(_ message: String) -> ResponseError {
        ResponseError(code: badConfigCode, message: message)
    }
}
