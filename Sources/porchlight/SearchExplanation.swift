// What porchlight search --explain adds: how a query was taken, and what each answer earned by it.

import SearchIndex

/// The terms of a query, and how an answer's score adds up of what they earned.
struct SearchExplanation {
    private let outcome: SearchOutcome

    init(_ outcome: SearchOutcome) {
        self.outcome = outcome
    }

    /// The terms, a line each, and the words that nothing on the site is like.
    var terms: [String] {
        outcome.words.map { words in
            let taken = words.map { "\($0.taken) (\($0.reason), weight \($0.weight))" }
            return "\(words.first?.typed ?? ""): \(taken.joined(separator: ", "))"
        } + outcome.unknown.map { "\($0): nothing on the site is like it" }
    }

    /// What an answer earned, a line for each share that is not nothing.
    func shares(_ place: Int) -> [String] {
        let answer = outcome.answers[place]
        var lines = ["score \(answer.score), confidence \(answer.confidence)"]
        for (words, share) in zip(outcome.words, outcome.shares[place]) where share > 0 {
            let taken = words.map { "\($0.taken) (\($0.reason))" }.joined(separator: ", ")
            lines.append("\(share)  \(words.first?.typed ?? ""): \(taken)")
        }
        if pairs(place) > 0 {
            lines.append("\(pairs(place))  neighbours in the query and in a title or heading")
        }
        return lines
    }

    /// What is left of a score is for words that stand side by side in the query and in a title.
    private func pairs(_ place: Int) -> Int {
        outcome.answers[place].score - outcome.shares[place].reduce(0, +)
    }
}

extension SearchExplanation: Encodable {
    private struct Term: Encodable {
        struct Word: Encodable {
            let word: String
            let reason: String
            let weight: Int
        }

        let typed: String
        let taken: [Word]
    }

    private struct Explained: Encodable {
        let answer: SearchAnswer
        /// What each term earned, in the order of the terms.
        let shares: [Int]
        let pairs: Int

        enum CodingKeys: String, CodingKey { case shares, pairs }

        func encode(to encoder: any Encoder) throws {
            try answer.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(shares, forKey: .shares)
            try container.encode(pairs, forKey: .pairs)
        }
    }

    private enum CodingKeys: String, CodingKey { case terms, unknown, answers }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let terms = outcome.words.map { words in
            Term(
                typed: words.first?.typed ?? "",
                taken: words.map { Term.Word(word: $0.taken, reason: $0.reason, weight: $0.weight) })
        }
        try container.encode(terms, forKey: .terms)
        try container.encode(outcome.unknown, forKey: .unknown)
        let answers = outcome.answers.indices.map {
            Explained(answer: outcome.answers[$0], shares: outcome.shares[$0], pairs: pairs($0))
        }
        try container.encode(answers, forKey: .answers)
    }
}
