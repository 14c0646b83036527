// A file of the content folder, read whole: what the pure parts start from.

/// A file of the content folder.
public struct SourceFile: Sendable, Equatable {
    /// The path below the content folder, with `/` between its parts: `guides/install.md`.
    public let path: String
    /// The file's bytes.
    public let bytes: [UInt8]

    /// A file as it was read.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// A file that holds a text.
    public init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }
}
