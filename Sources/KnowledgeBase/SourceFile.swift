// A file of the content folder, read whole: what the pure parts start from.

/// A text file of the content folder.
public struct SourceFile: Sendable, Equatable {
    /// The path below the content folder, with `/` between its parts: `guides/install.md`.
    public let path: String
    /// The file's text.
    public let text: String

    /// A file as it was read.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}
