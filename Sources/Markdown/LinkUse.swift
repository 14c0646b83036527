// A link or an image as its writer wrote it, for lints and the link graph.

/// A link or an image as its writer wrote it.
public struct LinkUse: Sendable, Equatable {
    /// The destination as written, with variables filled in, before it was resolved.
    public let destination: String
    /// The link's words; for an image its description.
    public let text: String
    /// Whether this is an image.
    public let isImage: Bool
    /// Whether the address itself is what the reader sees: `<https://…>` or a bare `https://…`.
    public let isBareAddress: Bool
    /// The snippet that it stands in; `nil` for the text itself.
    public let snippet: String?
    /// The line in its file, counted from ``MarkdownOptions/firstLine``; in a snippet from 1.
    public let line: Int
    /// The column where its destination stands, in bytes from 1; for a reference link the column
    /// where the link begins. cmark knows lines well and columns roughly, so this is the place
    /// that a person finds, not one that a program may cut at.
    public let column: Int

    /// Whether a screen reader has something to say: an image's description is not empty.
    public var hasText: Bool { text.utf8.contains { !$0.isSpace } }
}
