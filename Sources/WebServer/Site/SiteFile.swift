// A file of the built site, ready to be sent.

internal import Hummingbird
internal import SiteGenerator

/// A file in memory with all that its answers say about it.
final class SiteFile: Sendable {
    /// How it lay on the disk when it was read.
    let stamp: FileSystem.Stamp
    let type: String
    /// Whether its name changes with its content.
    let isImmutable: Bool
    /// What tells its content from another (RFC 9110, section 8.8.3), without quotation marks.
    let tag: String
    let bytes: ByteBuffer
    /// The same in the gzip format, for text.
    let compressed: ByteBuffer?

    /// - Parameters:
    ///   - path: below the site's folder, with a slash in front.
    ///   - neighbour: the compressed file that the build wrote beside it.
    init(path: String, stamp: FileSystem.Stamp, bytes: [UInt8], neighbour: [UInt8]?) {
        self.stamp = stamp
        type = MediaType.of(path)
        isImmutable = path.hasPrefix("/assets/")
        tag = ContentDigest(bytes).hexadecimal(digits: 20)
        self.bytes = ByteBuffer(bytes: bytes)
        let packed = Gzip.isWorthwhile(path) ? neighbour ?? Gzip.compressed(bytes) : nil
        // A few bytes become more when they are packed.
        compressed = packed.flatMap { $0.count < bytes.count ? ByteBuffer(bytes: $0) : nil }
    }

    /// How much memory it takes, in bytes.
    var size: Int { bytes.readableBytes + (compressed?.readableBytes ?? 0) + 256 }
}
