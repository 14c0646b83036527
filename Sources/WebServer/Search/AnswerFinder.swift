// What the server needs of a search, so that readers without scripts get answers, too.

/// An answer that was found, as a page shows it.
public struct FoundAnswer: Sendable, Equatable {
    /// Where it lies, with its anchor.
    public let address: String
    /// The question, heading or title.
    public let title: String
    /// The page and the collections that it lies in, the outermost first.
    public let place: [String]
    /// The part of its text that holds the most of what was asked.
    public let passage: String
    /// How likely it is that it answers, from 0 to 1.
    public let confidence: Double

    /// An answer that was found.
    public init(address: String, title: String, place: [String], passage: String, confidence: Double) {
        self.address = address
        self.title = title
        self.place = place
        self.passage = passage
        self.confidence = confidence
    }
}

/// What was found for a query, best first, and what was looked for.
public struct FoundAnswers: Sendable, Equatable {
    /// A word of the query that says something.
    public struct Word: Sendable, Equatable {
        /// As it was typed, folded.
        public let typed: String
        /// The words of the site that stand for it.
        public let taken: [String]
        /// Whether the site has no such word, only words that are spelt nearly so.
        public let isMisspelt: Bool

        /// A word of a query.
        public init(typed: String, taken: [String], isMisspelt: Bool) {
            self.typed = typed
            self.taken = taken
            self.isMisspelt = isMisspelt
        }
    }

    /// Best first.
    public let answers: [FoundAnswer]
    /// What was looked for.
    public let words: [Word]

    /// What was found for a query.
    public init(answers: [FoundAnswer], words: [Word]) {
        self.answers = answers
        self.words = words
    }
}

/// Searches the built site.
public protocol AnswerFinder: Sendable {
    /// Finds answers, best first.
    ///
    /// - Parameter language: the language of the page that asks, in lower case; `nil` for the site's.
    /// - Throws: when the site has no index, or a damaged one.
    func answers(to query: String, language: String?, limit: Int) throws -> FoundAnswers
}
