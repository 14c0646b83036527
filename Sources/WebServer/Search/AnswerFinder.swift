// What the server needs of a search, so that readers without scripts get answers, too.

/// An answer that was found, as a page shows it.
public struct FoundAnswer: Sendable, Equatable {
    /// Where it lies, with its anchor.
    public let address: String
    /// The question, heading or title.
    public let title: String
    /// The page and the collections that it lies in, the outermost first.
    public let place: [String]
    /// The beginning of its text.
    public let passage: String

    /// An answer that was found.
    public init(address: String, title: String, place: [String], passage: String) {
        self.address = address
        self.title = title
        self.place = place
        self.passage = passage
    }
}

/// Searches the built site.
public protocol AnswerFinder: Sendable {
    /// Finds answers, best first.
    ///
    /// - Parameter language: the language of the page that asks, in lower case; `nil` for the site's.
    /// - Throws: when the site has no index, or a damaged one.
    func answers(to query: String, language: String?, limit: Int) throws -> [FoundAnswer]
}
