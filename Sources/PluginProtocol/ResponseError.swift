// Why a plugin gave no answer.

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
