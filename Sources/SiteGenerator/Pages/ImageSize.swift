// The size of a picture, read from its first bytes.

/// Width and height in pixels.
struct ImageSize: Sendable, Equatable {
    let width: Int
    let height: Int

    static func isImage(_ path: String) -> Bool {
        let ending = path.split(separator: ".").last?.lowercased() ?? ""
        return ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"].contains(ending)
    }

    /// Reads PNG (ISO 15948), GIF (89a), JPEG (ITU T.81) and WebP (RFC 9649); `nil` for everything
    /// else.
    init?(_ bytes: [UInt8]) {
        func big(_ at: Int, _ count: Int) -> Int {
            guard at + count <= bytes.count else { return 0 }
            return bytes[at..<at + count].reduce(0) { $0 << 8 | Int($1) }
        }
        func little(_ at: Int, _ count: Int) -> Int {
            guard at + count <= bytes.count else { return 0 }
            return bytes[at..<at + count].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        let found: (Int, Int)?
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
            found = (big(16, 4), big(20, 4))
        } else if bytes.starts(with: Array("GIF8".utf8)) {
            found = (little(6, 2), little(8, 2))
        } else if bytes.starts(with: [0xFF, 0xD8]) {
            found = Self.jpeg(bytes)
        } else if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
        {
            switch bytes.dropFirst(12).prefix(4) {
            case ArraySlice("VP8X".utf8): found = (little(24, 3) + 1, little(27, 3) + 1)
            case ArraySlice("VP8L".utf8):
                found = (little(21, 4) & 0x3FFF + 1, little(21, 4) >> 14 & 0x3FFF + 1)
            case ArraySlice("VP8 ".utf8): found = (little(26, 2) & 0x3FFF, little(28, 2) & 0x3FFF)
            default: found = nil
            }
        } else {
            found = nil
        }
        guard let found, found.0 > 0, found.1 > 0 else { return nil }
        (width, height) = found
    }

    /// Walks the segments to the frame header (T.81, B.2.2).
    private static func jpeg(_ bytes: [UInt8]) -> (Int, Int)? {
        var position = 2
        while position + 9 < bytes.count {
            guard bytes[position] == 0xFF else { return nil }
            let marker = bytes[position + 1]
            if marker == 0xFF {
                position += 1
                continue
            }
            let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
            if isFrame {
                return (
                    Int(bytes[position + 7]) << 8 | Int(bytes[position + 8]),
                    Int(bytes[position + 5]) << 8 | Int(bytes[position + 6])
                )
            }
            position += 2 + (Int(bytes[position + 2]) << 8 | Int(bytes[position + 3]))
        }
        return nil
    }
}
