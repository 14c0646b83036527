// What this plugin has answered before: its state.

internal import FoundationEssentials
internal import PluginKit

/// The tickets that were answered, each with when, with which articles, and whether by itself. Ticket
/// numbers and addresses of articles alone: of customers it knows nothing.
struct EarlierAnswers {
    /// So many tickets are remembered; the oldest go first.
    static let most = 200

    private let doc: [String: JSONValue]

    init(_ state: PluginState) {
        doc = state.doc.object ?? [:]
    }

    /// The articles that a ticket was answered with; none when it was not.
    func articles(of ticket: String) -> [String] { texts(doc[ticket]) }

    /// The first of some tickets that was answered by itself at a moment or later.
    ///
    /// - Parameter moment: RFC 3339 in UTC to the second.
    func answered(_ tickets: [String], since moment: String) -> String? {
        tickets.first { doc[$0]?["auto"]?.boolean == true && (doc[$0]?["at"]?.string ?? "") >= moment }
    }

    /// The first of some tickets that was answered by itself with an article, whenever that was.
    func answered(_ tickets: [String], with article: String) -> String? {
        tickets.first { doc[$0]?["auto"]?.boolean == true && texts(doc[$0]).contains(article) }
    }

    /// The change of the state that adds an answer, as a JSON merge patch.
    func adding(_ ticket: String, _ articles: [String], isAuto: Bool, at moment: String) -> JSONValue {
        var patch: [String: JSONValue] = [:]
        let others = doc.filter { $0.key != ticket }
        let oldest = others.sorted {
            ($0.value["at"]?.string ?? "", $0.key) < ($1.value["at"]?.string ?? "", $1.key)
        }
        for (name, _) in oldest.prefix(max(0, others.count + 1 - Self.most)) { patch[name] = .null }
        let all = self.articles(of: ticket).filter { !articles.contains($0) } + articles
        let wasAuto = doc[ticket]?["auto"]?.boolean == true
        patch[ticket] = [
            "at": .string(moment), "articles": .array(all.suffix(10).map { .string($0) }),
            "auto": .boolean(isAuto || wasAuto),
        ]
        return .object(patch)
    }

    /// The moment so many days before another; the beginning of time when that is none.
    static func moment(_ days: Int, daysBefore moment: String) -> String {
        guard let moment = WireTime.moment(moment) else { return "" }
        return WireTime.text(moment.addingTimeInterval(-Double(days) * 86_400))
    }

    private func texts(_ entry: JSONValue?) -> [String] {
        entry?["articles"]?.array?.compactMap(\.string) ?? []
    }
}
