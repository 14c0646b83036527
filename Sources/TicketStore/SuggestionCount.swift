// What became of answers that were suggested to somebody who was writing a question.

public import FoundationEssentials

/// How often something was done with suggested answers, on one day. Nobody is told apart.
public struct SuggestionCount: Sendable, Equatable, Codable {
    /// What was done.
    public enum Outcome: String, Sendable, Codable, CaseIterable {
        /// An answer was opened.
        case opened
        /// The form was left without being sent, after answers had been suggested.
        case left
        /// The question was sent all the same.
        case sent
    }

    /// The day, in days since 1970 (UTC).
    public let day: Int
    /// What was done.
    public let outcome: Outcome
    /// The answer's address; empty where the outcome is not about one.
    public let article: String
    /// How often.
    public let count: Int

    /// A count.
    public init(day: Int, outcome: Outcome, article: String = "", count: Int = 1) {
        self.day = day
        self.outcome = outcome
        self.article = article
        self.count = count
    }

    /// The number of the day on which a moment lies.
    public static func day(of moment: Date) -> Int {
        Int((moment.timeIntervalSince1970 / 86_400).rounded(.down))
    }
}
