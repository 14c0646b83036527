// A file whose bytes are kept.

public import Tickets

/// What a store says of a file that it has kept.
public struct StoredFile: Sendable, Hashable {
    /// The digest of its bytes, by which it is found again.
    public let digest: ContentDigest
    /// How long it is, in bytes.
    public let lengthBytes: Int64

    /// A kept file.
    public init(digest: ContentDigest, lengthBytes: Int64) {
        self.digest = digest
        self.lengthBytes = lengthBytes
    }
}
