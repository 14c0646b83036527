// What a search found, and how.

/// The answers to a query, with how its words were taken.
public struct SearchOutcome: Sendable, Equatable {
    /// A word of the query and a term that stands for it.
    public struct Word: Sendable, Equatable {
        /// The word, folded.
        public let typed: String
        /// The word of the site that stands for it, as the site writes it.
        public let taken: String
        /// Why: `exact`, `suffix`, `spelling`, `joined`, `split`, `prefix`, `synonym`.
        public let reason: String
        /// What each step of its impact earns.
        public let weight: Int
        /// Whether it is one of the small words that every sentence has.
        public let isFunctionWord: Bool
    }

    /// Best first.
    public let answers: [SearchAnswer]
    /// All that was looked for, word by word; the shares of answers are in this order.
    public let words: [[Word]]
    /// What each word earned in each answer.
    public let shares: [[Int]]
    /// Words that nothing on the site is like.
    public let unknown: [String]
}
