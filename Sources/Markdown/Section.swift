// The unit that search finds: what stands below one heading.

/// The plain text between one heading and the next, the unit that search finds.
public struct Section: Sendable, Equatable {
    /// The heading that opens it; `nil` for what stands before the first one.
    public let heading: Heading?
    /// Its words without markup, blocks separated by a line feed. Code, tables, titles of details
    /// and tabs, captions and the descriptions of images are part of it.
    public let text: String
}
