// A file of a message, as plugins see it.

public import Tickets

/// A file that came with a message: what it is called, not its bytes.
public struct AttachmentSnapshot: Sendable, Equatable, Codable {
    /// Its name.
    public let name: String
    /// What its sender calls it; not to be believed.
    public let mediaType: String
    /// How long it is, in bytes.
    public let bytes: Int

    enum CodingKeys: String, CodingKey {
        case name, bytes
        case mediaType = "media_type"
    }

    /// What a plugin may know of a file.
    public init(_ attachment: Attachment) {
        name = "\(attachment.name)"
        mediaType = attachment.mediaType
        bytes = Int(attachment.lengthBytes)
    }
}
