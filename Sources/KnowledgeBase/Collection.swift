// A folder of articles.

public import Markdown

/// The articles of one folder, with the page that lists them.
public struct Collection: Sendable {
    /// Where the collection's page lies: `/guides/`.
    public let address: String
    /// From the folder's `index.md`, else the folder's name.
    public let title: String
    /// From the folder's `index.md`; may be empty.
    public let description: String
    /// The number its `index.md` ordered it by.
    public let order: Int
    /// The text of the folder's `index.md`.
    public let introduction: HTML
    /// In the order of their numbers, then titles.
    public let articles: [Article]
}
