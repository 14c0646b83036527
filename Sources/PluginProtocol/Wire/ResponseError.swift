// Why a plugin gave no answer.

/// Why a plugin gave no answer (JSON-RPC 2.0, section 5.1).
public struct ResponseError: Error, Sendable, Equatable, Codable, CustomStringConvertible {
    /// JSON-RPC's own codes and the protocol's; a plugin may send others, which count as failed.
    public enum Code: Int, Sendable, CaseIterable {
        case unreadable = -32700
        case invalidRequest = -32600
        case unknownMethod = -32601
        case invalidParams = -32602
        case failed = -32000
        case cancelled = -32001
        case busy = -32002
        case badConfig = -32003
        case unsupportedProtocol = -32004
    }

    /// What belongs to some of the codes.
    public struct Details: Sendable, Equatable, Codable {
        /// Of busy: how long to wait before it is asked again, in milliseconds.
        public let retryAfterMilliseconds: Int?
        /// Of a bad configuration: where in it, as a JSON pointer (RFC 6901).
        public let path: String?
        /// Of an unsupported protocol: the versions that the plugin speaks.
        public let supported: [Int]?

        enum CodingKeys: String, CodingKey {
            case retryAfterMilliseconds = "retry_after_ms"
            case path, supported
        }

        /// Details.
        public init(retryAfterMilliseconds: Int? = nil, path: String? = nil, supported: [Int]? = nil) {
            self.retryAfterMilliseconds = retryAfterMilliseconds
            self.path = path
            self.supported = supported
        }
    }

    /// See ``Code``.
    public let code: Int
    /// What is wrong, in a sentence.
    public let message: String
    /// What belongs to the code.
    public let data: Details?

    /// An error.
    public init(_ code: Code, _ message: String, _ data: Details? = nil) {
        self.code = code.rawValue
        self.message = message
        self.data = data
    }

    /// The code as one of the protocol's; `nil` for any other.
    public var knownCode: Code? { Code(rawValue: code) }

    /// The code and the sentence.
    public var description: String { "error \(code): \(message)" }

    /// The plugin does not know the method.
    public static func unknownMethod(_ name: String) -> ResponseError {
        ResponseError(.unknownMethod, "there is no method \(name)")
    }

    /// The plugin could not answer.
    public static func failed(_ message: String) -> ResponseError { ResponseError(.failed, message) }

    /// The plugin has no time now.
    public static func busy(retryAfterMilliseconds: Int) -> ResponseError {
        ResponseError(.busy, "it is busy", Details(retryAfterMilliseconds: retryAfterMilliseconds))
    }

    /// The plugin cannot work with its configuration.
    ///
    /// - Parameter path: where in the configuration, as a JSON pointer.
    public static func badConfig(_ message: String, path: String? = nil) -> ResponseError {
        ResponseError(.badConfig, message, path.map { Details(path: $0) })
    }

    /// The plugin speaks none of the versions that were offered.
    public static func unsupportedProtocol(_ supported: [Int]) -> ResponseError {
        let versions = supported.map(String.init).joined(separator: ", ")
        return ResponseError(
            .unsupportedProtocol, "it speaks protocol \(versions)", Details(supported: supported))
    }
}
