// One Markdown file as a page of the help centre.

public import Markdown

/// A page of the help centre.
public struct Article: Sendable {
    /// The path below the content folder: `guides/install.md`.
    public let path: String
    /// Where the page lies on the site: `/guides/install/`.
    public let address: String
    /// The page's title.
    public let title: String
    /// What the page is about, in a sentence; empty when the writer gave none.
    public let description: String
    /// The number its writer ordered it by.
    public let order: Int
    /// The text as HTML.
    public let body: HTML
    /// The text cut at its headings.
    public let sections: [Section]
}
