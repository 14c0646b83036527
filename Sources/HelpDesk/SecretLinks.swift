// The secrets in links: made from a key, or drawn at random and kept as hashes.

internal import Crypto
internal import FoundationEssentials
public import Tickets

/// Makes and checks the secret part of a ticket's link.
///
/// The secret is an HMAC-SHA-256 (RFC 2104) over the ticket's number, the moment it was taken in and its
/// link's generation: nothing is stored, raising the generation revokes every link that was given out
/// before, and a number that is given again, after a backup was restored, has other links.
public struct SecretLinks: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: at least 32 random bytes that nobody else has.
    public init(key: [UInt8]) {
        precondition(key.count >= 32, "a link key has at least 32 bytes")
        self.key = SymmetricKey(data: key)
    }

    /// The secret for a ticket's link: 43 characters that need no escaping in an address.
    public func secret(for ticket: Ticket) -> String {
        authenticationCode("ticket:\(Self.name(ticket))")
    }

    /// The secret for a link that is mailed: who uses it reads the address's mail.
    func mailedSecret(for ticket: Ticket) -> String {
        authenticationCode("mailed:\(Self.name(ticket))")
    }

    private static func name(_ ticket: Ticket) -> String {
        let milliseconds = Int64((ticket.createdAt.timeIntervalSince1970 * 1_000).rounded())
        return "\(ticket.id.number):\(milliseconds):\(ticket.linkGeneration)"
    }

    /// Whether a secret is one of the ticket's, in a time that does not depend on where it differs.
    public func isValid(_ secret: String, for ticket: Ticket) -> Bool {
        // Both are compared, so that the time does not tell them apart.
        let isShown = Self.isEqual(secret, self.secret(for: ticket))
        return isMailed(secret, for: ticket) || isShown
    }

    /// Whether a secret is that of a link that was mailed.
    func isMailed(_ secret: String, for ticket: Ticket) -> Bool {
        Self.isEqual(secret, mailedSecret(for: ticket))
    }

    /// Compares in a time that depends on the lengths alone.
    static func isEqual(_ a: String, _ b: String) -> Bool {
        guard a.utf8.count == b.utf8.count else { return false }
        return zip(a.utf8, b.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The code of a message that begins with the name of its purpose: 43 characters.
    func authenticationCode(_ message: String) -> String {
        Self.base64URL(Array(HMAC<SHA256>.authenticationCode(for: Data(message.utf8), using: key)))
    }

    /// What is stored in place of a random secret: its SHA-256.
    static func hash(of secret: String) -> [UInt8] {
        Array(SHA256.hash(data: Data(secret.utf8)))
    }

    /// Base 64 with the alphabet for addresses, without padding (RFC 4648, section 5).
    static func base64URL(_ bytes: [UInt8]) -> String {
        let usual = Data(bytes).base64EncodedString().utf8.lazy.filter { $0 != UInt8(ascii: "=") }
        return String(
            decoding: usual.map { byte in
                switch byte {
                case UInt8(ascii: "+"): UInt8(ascii: "-")
                case UInt8(ascii: "/"): UInt8(ascii: "_")
                default: byte
                }
            }, as: UTF8.self)
    }
}
