// Compressed neighbours of files, for servers that send them as they are.

internal import CZlib

/// The gzip format (RFC 1952), by zlib.
package enum Gzip {
    private static let endings: Set<Substring> = [
        "html", "css", "js", "json", "svg", "xml", "txt", "md", "ico", "webmanifest",
    ]

    /// Whether a file with this path is worth compressing: text is, pictures already are.
    package static func isWorthwhile(_ path: String) -> Bool {
        guard let dot = path.lastIndex(of: ".") else { return false }
        return endings.contains(path[path.index(after: dot)...])
    }

    /// Bytes in the gzip format, as small as zlib makes them. The head carries neither name nor
    /// time, so that the same bytes always become the same ones.
    ///
    /// - Returns: `nil` when zlib has no memory.
    package static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window, and 16 for gzip instead of zlib's own head (zlib.h, deflateInit2).
        let isReady = deflateInit2_(
            &stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard isReady == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        let limit = Int(deflateBound(&stream, uLong(bytes.count)))
        var input = bytes
        let output = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = uInt(input.count)
                stream.next_out = buffer.baseAddress
                stream.avail_out = uInt(buffer.count)
                count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? limit - Int(stream.avail_out) : 0
            }
        }
        return output.isEmpty ? nil : output
    }
}
