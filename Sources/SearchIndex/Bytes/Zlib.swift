// Compression, so that a host that compresses nothing serves little too.

internal import CZlib

/// The zlib format (RFC 1950), which browsers know as `deflate`; its checksum finds damage.
enum Zlib {
    /// No file of an index is larger, in bytes, when it is inflated.
    static let maximumLength = 64 << 20

    /// Some bytes, made smaller.
    static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(uLong(bytes.count))
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
            let result = compress2(buffer.baseAddress, &length, bytes, uLong(bytes.count), 9)
            count = result == Z_OK ? Int(length) : 0
        }
    }

    /// The bytes that were made smaller; `nil` when they are not what ``deflated(_:)`` made.
    static func inflated(_ bytes: [UInt8]) -> [UInt8]? {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit_(&stream, ZLIB_VERSION, size) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var output: [UInt8] = []
        var status = Z_OK
        var input = bytes
        input.withUnsafeMutableBufferPointer { buffer in
            stream.next_in = buffer.baseAddress
            stream.avail_in = uInt(buffer.count)
            while status == Z_OK, output.count <= maximumLength {
                let room = max(4096, bytes.count * 3)
                let part = [UInt8](unsafeUninitializedCapacity: room) { part, count in
                    stream.next_out = part.baseAddress
                    stream.avail_out = uInt(room)
                    status = inflate(&stream, Z_NO_FLUSH)
                    count = room - Int(stream.avail_out)
                }
                output += part
                if part.isEmpty { break }
            }
        }
        return status == Z_STREAM_END && stream.avail_in == 0 ? output : nil
    }
}
