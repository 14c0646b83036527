// A folder of articles in one language.

/// The articles of one folder in one language, with the page that lists them.
public struct Collection: Sendable, Equatable {
    /// The folder, without slashes at its ends; empty for the top.
    public let folder: String
    /// The language of its articles.
    public let language: String
    /// Where its page lies, ready for a link: `/guides/`.
    public let address: String
    /// The file of its page below the output folder.
    public let outputPath: String
    /// From the folder's `index.md`, else made of the folder's name.
    public let title: String
    /// From the folder's `index.md`; may be empty.
    public let description: String
    /// The number that its `index.md` orders it by.
    public let order: Int
    /// The folder's `index.md`, as a position among the knowledge base's articles.
    public let index: Int?
    /// The positions of the folder's own articles, in the order of their numbers, then titles.
    public internal(set) var articles: [Int] = []
    /// The positions of the collections directly inside, in the order of their numbers, then titles.
    public internal(set) var children: [Int] = []
    /// The position of the collection it lies in; the top's collection has none.
    public internal(set) var parent: Int?
    /// How many articles lie in it and in its children.
    public internal(set) var totalCount = 0
}
