// What a customer was answered before, as the desk tells it with each question.

internal import FoundationEssentials
internal import PluginKit

/// What really went out on this ticket and on the customer's others, and what was suggested on this one.
/// The plugin keeps nothing itself: what it proposed, somebody else may have refused.
struct EarlierAnswers {
    /// How the desk calls this plugin.
    private static let itself = "plugin:suggest-answers"

    private let here: [AnswerSnapshot]
    private let others: [(ticket: String, answers: [AnswerSnapshot])]

    /// - Parameter isTrial: whether what this plugin itself did on the ticket is not held against it.
    init(_ question: DecisionParams, isTrial: Bool) {
        let answers = question.ticket.answers ?? []
        here = isTrial ? answers.filter { !Self.isItsOwn($0) } : answers
        let history = question.data[Need.Kind.requesterHistory.rawValue]?.array ?? []
        others = history.compactMap { entry in
            guard let id = entry["id"]?.string else { return nil }
            return (id, entry["answers"]?.array?.compactMap(Self.answer) ?? [])
        }
    }

    /// Why this ticket gets no answer with an article, in words; `nil` when it may.
    func hindrance(_ article: FoundArticle) -> String? {
        let before = here.filter { Self.links($0, to: article) }
        if before.contains(where: \.isSent) {
            return "the customer got “\(article.title)” on this ticket already"
        }
        return before.contains { $0.by == Self.itself }
            ? "it has suggested “\(article.title)” on this ticket before" : nil
    }

    /// The customer's first other ticket on which they got an article, whoever sent it.
    func ticket(with article: FoundArticle) -> String? {
        others.first { $0.answers.contains { $0.isSent && Self.links($0, to: article) } }?.ticket
    }

    /// The customer's first other ticket that was answered by itself at a moment or later.
    ///
    /// - Parameter moment: RFC 3339 in UTC to the second.
    func ticket(since moment: String) -> String? {
        others.first { $0.answers.contains { $0.isSent && $0.by == Self.itself && $0.at >= moment } }?.ticket
    }

    /// The moment so many days before another; the beginning of time when that is none.
    static func moment(_ days: Int, daysBefore moment: String) -> String {
        guard let moment = WireTime.moment(moment) else { return "" }
        return WireTime.text(moment.addingTimeInterval(-Double(days) * 86_400))
    }

    private static func links(_ answer: AnswerSnapshot, to article: FoundArticle) -> Bool {
        answer.links.contains(ReplyText.link(article.url)) || answer.links.contains(article.address)
    }

    private static func isItsOwn(_ answer: AnswerSnapshot) -> Bool {
        answer.by == itself || answer.suggestedBy.map { "plugin:\($0)" } == itself
    }

    private static func answer(_ json: JSONValue) -> AnswerSnapshot? {
        guard let by = json["by"]?.string, let at = json["at"]?.string else { return nil }
        return AnswerSnapshot(
            by: by, at: at, isSent: json["sent"]?.boolean ?? true, suggestedBy: json["suggested_by"]?.string,
            links: json["links"]?.array?.compactMap(\.string) ?? [])
    }
}
