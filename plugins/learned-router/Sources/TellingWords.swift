// The words of a ticket that speak most for a queue.

/// Finds what to show an agent as the reason.
enum TellingWords {
    /// So many words are shown at most.
    private static let most = 3
    /// Only so many words of a text are looked at, from its begin.
    private static let looked = 80

    /// The words that, each by itself, speak most for a label, the strongest first.
    static func of(_ text: String, for label: String, _ model: RouterModel) -> [String] {
        var seen: Set<String> = []
        let words = text.split { !$0.isLetter && !$0.isNumber }.prefix(looked).map(String.init)
            .filter { $0.count > 1 && $0.count <= 40 && seen.insert($0.lowercased()).inserted }
        let nothing = model.support("", for: label)
        let weighed = words.map { (word: $0, support: model.support($0, for: label) - nothing) }
            .filter { $0.support > 0 }
        return weighed.sorted { $0.support == $1.support ? $0.word < $1.word : $0.support > $1.support }
            .prefix(most).map(\.word)
    }
}
