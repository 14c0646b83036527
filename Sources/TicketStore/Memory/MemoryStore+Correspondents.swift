// What is known of addresses, and what was done with suggestions.

internal import Tickets

extension MemoryStore {
    /// What is known of the address of a ticket.
    func correspondent(of ticket: Ticket) -> Correspondent { known(of: ticket) ?? Correspondent() }

    /// What is known of the address of a ticket; `nil` for nothing.
    func known(of ticket: Ticket) -> Correspondent? {
        correspondents[ticket.requester.address.lowercased()]
    }

    /// Keeps what became known of the address of a ticket.
    func keep(_ correspondent: Correspondent, of ticket: Ticket) {
        guard !ticket.requester.address.isEmpty else { return }
        correspondents[ticket.requester.address.lowercased()] = correspondent
    }

    /// Adds up.
    public func count(_ suggestion: SuggestionCount) {
        let place = suggestions.firstIndex {
            ($0.day, $0.outcome, $0.article) == (suggestion.day, suggestion.outcome, suggestion.article)
        }
        guard let place else { return suggestions.append(suggestion) }
        suggestions[place] = SuggestionCount(
            day: suggestion.day, outcome: suggestion.outcome, article: suggestion.article,
            count: suggestions[place].count + suggestion.count)
    }

    /// Sorts them.
    public func suggestionCounts(since day: Int) -> [SuggestionCount] {
        suggestions.filter { $0.day >= day }.sorted {
            ($0.day, $0.outcome.rawValue, $0.article) < ($1.day, $1.outcome.rawValue, $1.article)
        }
    }
}
