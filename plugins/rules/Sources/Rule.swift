// A rule as operators write it, and what it says about a ticket.

internal import PluginKit

/// One entry of a rules file.
struct Rule: Equatable, Decodable {
    /// When the rule fits.
    struct Condition: Equatable, Decodable {
        /// One of these stands in the subject or the text.
        let anyWord: [String]

        enum CodingKeys: String, CodingKey {
            case anyWord = "any_word"
        }
    }

    /// What the rule is called in reasons.
    let name: String
    let when: Condition
    /// The queue it proposes.
    let queue: String?
    /// The answer it suggests, CommonMark.
    let reply: String?

    /// The first of the rule's words that the ticket holds; `nil` when the rule does not fit.
    func match(_ ticket: TicketSnapshot) -> String? {
        let words = Set(Self.words(ticket.subject) + Self.words(ticket.body))
        return when.anyWord.first { words.contains($0.lowercased()) }
    }

    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
    }
}
