// What an article gives to the index.

/// An article, as far as search wants to know of it.
public struct SearchableArticle: Sendable, Equatable {
    /// What stands below one heading.
    public struct Section: Sendable, Equatable {
        /// The heading's id; empty for what stands before the first heading.
        public let anchor: String
        /// The heading's words; empty for what stands before the first heading.
        public let heading: String
        /// 1 to 6; 0 for what stands before the first heading.
        public let level: Int
        /// Its words without markup.
        public let text: String

        /// A section.
        public init(anchor: String, heading: String, level: Int, text: String) {
            self.anchor = anchor
            self.heading = heading
            self.level = level
            self.text = text
        }
    }

    /// The path of its file below the content folder.
    public var source = ""
    /// Where it lies on the site: `/guides/install/`.
    public var url = ""
    /// What it is called.
    public var title = ""
    /// What it is for: `faq`, `tutorial`, `article`, `announcement`.
    public var kind = "article"
    /// The titles of the collections that it lies in, the outermost first.
    public var breadcrumb: [String] = []
    /// What it is about, in a sentence.
    public var description = ""
    /// The question in other people's words.
    public var askedAs: [String] = []
    /// Words that bring related articles together.
    public var tags: [String] = []
    /// Its text, cut at its headings.
    public var sections: [Section] = []

    /// An article that says nothing yet.
    public init() {}
}
