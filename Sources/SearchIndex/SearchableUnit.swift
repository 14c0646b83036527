// The thing that search finds: an answer, not a page.

/// A section of an article with all that is needed to show it in a list of results.
public struct SearchableUnit: Sendable, Equatable, Codable {
    /// Where it lies, with the anchor of its heading: `/guides/install/#requirements`.
    public let url: String
    /// The title of its page.
    public let page: String
    /// Its own heading; empty for what stands before the page's first heading.
    public let heading: String
    /// Its words without markup.
    public let text: String

    /// A section that can be found.
    public init(url: String, page: String, heading: String, text: String) {
        self.url = url
        self.page = page
        self.heading = heading
        self.text = text
    }
}
