// When a rule fits.

/// When a rule fits: comparisons, and groups of them.
indirect enum Condition: Sendable, Equatable {
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case check(Comparison)

    /// Whether something holds, and what made it so, in words for a person.
    struct Finding: Equatable {
        let holds: Bool
        /// What holds, or the first that does not.
        let words: String
    }

    /// So many reasons stand beside each other.
    private static let mostReasons = 3

    /// Whether it holds for a ticket.
    func finding(_ facts: TicketFacts) -> Finding {
        switch self {
        case .check(let comparison): return comparison.finding(facts)
        case .not(let inner):
            let finding = inner.finding(facts)
            return Finding(holds: !finding.holds, words: finding.words)
        case .all(let parts):
            var words: [String] = []
            for part in parts {
                let finding = part.finding(facts)
                guard finding.holds else { return finding }
                words.append(finding.words)
            }
            return Finding(holds: true, words: Self.joined(words))
        case .any(let parts):
            var words: [String] = []
            for part in parts {
                let finding = part.finding(facts)
                if finding.holds { return finding }
                words.append(finding.words)
            }
            return Finding(holds: false, words: Self.joined(words))
        }
    }

    /// What it is about.
    var subjects: Set<RuleSubject> {
        switch self {
        case .check(let comparison): [comparison.subject]
        case .not(let inner): inner.subjects
        case .all(let parts), .any(let parts): Set(parts.flatMap(\.subjects))
        }
    }

    private static func joined(_ words: [String]) -> String {
        let shown = words.prefix(mostReasons).joined(separator: " and ")
        return words.count > mostReasons ? "\(shown) and \(words.count - mostReasons) more" : shown
    }
}
