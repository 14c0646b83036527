// What tells one content from another.

internal import Crypto

/// The first 128 bits of a content's SHA-256 (FIPS 180-4).
public struct ContentDigest: Sendable, Hashable {
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The digest of some bytes.
    public init(_ bytes: [UInt8]) {
        var hasher = Hasher()
        hasher.add(bytes)
        self = hasher.finish()
    }

    /// The first digits in hexadecimal, for names of files.
    public func hexadecimal(digits: Int = 12) -> String {
        func padded(_ part: UInt64) -> String {
            let text = String(part, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return String((padded(high) + padded(low)).prefix(digits))
    }

    /// Collects bytes for a digest; what was added in different pieces counts as different.
    struct Hasher {
        private var sha = SHA256()

        mutating func add(_ bytes: [UInt8]) {
            add(bytes.count)
            bytes.withUnsafeBytes { sha.update(bufferPointer: $0) }
        }

        mutating func add(_ text: String) {
            var text = text
            add(text.utf8.count)
            text.withUTF8 { sha.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        }

        mutating func add(_ number: Int) {
            withUnsafeBytes(of: UInt64(bitPattern: Int64(number)).littleEndian) {
                sha.update(bufferPointer: $0)
            }
        }

        mutating func add(_ digest: ContentDigest) {
            add(Int(truncatingIfNeeded: digest.high))
            add(Int(truncatingIfNeeded: digest.low))
        }

        func finish() -> ContentDigest {
            sha.finalize().withUnsafeBytes { bytes in
                ContentDigest(
                    high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                    low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
            }
        }
    }
}
