// A heading of a page and the id that it is linked by.

/// A heading with the id that its section can be linked by.
public struct Heading: Sendable, Equatable {
    /// 1 to 6.
    public let level: Int
    /// The `id` attribute: unique on its page; empty where headings have none.
    public let id: String
    /// The heading's words without markup.
    public let title: String
}
