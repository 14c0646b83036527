// How a receiver knows that a request is the desk's.

internal import Crypto
internal import FoundationEssentials
internal import TicketStore
internal import Tickets

/// The key that requests of a plugin are signed with, at least 24 bytes; `nil` when there is none.
public typealias SigningKey = @Sendable (_ plugin: String) -> [UInt8]?

/// Signs requests as Standard Webhooks does (standardwebhooks.com, version 1.0.0): HMAC-SHA-256 over
/// number, time and body.
enum RequestSignature {
    /// The headers of a request.
    static func headers(
        of request: OutgoingRequest, key: [UInt8], now: Date
    ) -> [(name: String, value: String)] {
        let name = name(of: request)
        let time = "\(Int64(now.timeIntervalSince1970))"
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(name).\(time).\(request.body)".utf8), using: SymmetricKey(data: key))
        return [
            ("Content-Type", "application/json"), ("webhook-id", name), ("webhook-timestamp", time),
            ("webhook-signature", "v1,\(Data(code).base64EncodedString())"),
        ]
    }

    /// The same for each try, so that a receiver can tell one that it had already.
    static func name(of request: OutgoingRequest) -> String {
        let hash = SecretLinks.hash(of: "\(request.plugin)\0\(request.call)\0\(request.place)")
        return "msg_\(SecretLinks.base64URL(Array(hash.prefix(18))))"
    }
}
