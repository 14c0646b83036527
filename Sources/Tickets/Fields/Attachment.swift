// A file that came with a message; its bytes lie elsewhere.

/// A file that came with a message.
public struct Attachment: Sendable, Equatable, Codable {
    /// Its name, safe to show.
    public let name: FileName
    /// What its sender calls it: `image/png`. Not to be believed.
    public let mediaType: String
    /// How long it is, in bytes.
    public let lengthBytes: Int64
    /// The digest of its bytes, by which it is stored.
    public let digest: ContentDigest

    /// A file. A media type that is not plainly one becomes `application/octet-stream`.
    public init(name: FileName, mediaType: String, lengthBytes: Int64, digest: ContentDigest) {
        self.name = name
        self.mediaType = Self.isMediaType(mediaType) ? mediaType.lowercased() : "application/octet-stream"
        self.lengthBytes = max(0, lengthBytes)
        self.digest = digest
    }

    /// Reads a file's facts and cleans them as if they were new: an import brings what it likes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            name: try container.decode(FileName.self, forKey: .name),
            mediaType: try container.decode(String.self, forKey: .mediaType),
            lengthBytes: try container.decode(Int64.self, forKey: .lengthBytes),
            digest: try container.decode(ContentDigest.self, forKey: .digest))
    }

    /// Two restricted names of RFC 6838, 4.2, without parameters: it ends up in a header.
    private static func isMediaType(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in
                (1...127).contains(part.utf8.count)
                    && part.utf8.allSatisfy { byte in
                        switch byte {
                        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                        default: "!#$&-^_.+".utf8.contains(byte)
                        }
                    }
            }
    }
}
