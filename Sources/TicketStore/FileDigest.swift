// The digest of a file that comes in pieces.

internal import Crypto
internal import FoundationEssentials
internal import Tickets

/// Computes the SHA-256 (FIPS 180-4) of bytes as they come.
public struct FileDigest: Sendable {
    private var hash = SHA256()
    private var lengthBytes: Int64 = 0

    /// Nothing has come yet.
    public init() {}

    /// Takes more bytes in.
    public mutating func take(_ bytes: [UInt8]) {
        hash.update(data: bytes)
        lengthBytes += Int64(bytes.count)
    }

    /// What all bytes so far make.
    public var file: StoredFile {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in hash.finalize() { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        guard let digest = ContentDigest(String(decoding: text, as: UTF8.self)) else {
            preconditionFailure("a SHA-256 has 64 hexadecimal digits")
        }
        return StoredFile(digest: digest, lengthBytes: lengthBytes)
    }
}
