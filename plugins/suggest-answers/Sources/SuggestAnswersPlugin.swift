// The plugin `suggest-answers`: the articles that answer, as an answer.

public import PluginKit

/// Answers a message with the article that answers it, when it is sure enough.
///
/// By itself it answers the first message of a ticket alone, and only while nobody cares for the ticket;
/// whatever comes later, an agent gets as a suggestion.
public struct SuggestAnswersPlugin: Plugin {
    /// This plugin's manifest.
    public static func manifest() throws -> PluginManifest {
        try PluginManifest(json: PackageResources.plugin_json)
    }

    /// It answers.
    public static let hooks: [Method] = [.reply]

    private let threshold: Double
    private let suggestFrom: Double
    private let quietDays: Int
    /// Whether it is asked what it would say: what it has said on the ticket is then not held against it.
    private var isTrial = false

    /// Starts with the configuration, see ``init(config:)``.
    public init(_ start: InitializeParams) throws {
        try self.init(config: start.config)
        isTrial = start.mode == .dryRun
    }

    /// Reads the configuration.
    ///
    /// - Parameter config: `threshold` and `suggest_from`, from 0 to 1: from how sure on an answer may go
    ///   out by itself, and from how sure on it is suggested; `quiet_days`: so long a customer gets no
    ///   second answer by itself.
    public init(config: JSONValue) throws {
        threshold = try Self.share("threshold", config, or: Sureness.usualThreshold)
        suggestFrom = try Self.share("suggest_from", config, or: min(0.4, threshold))
        guard suggestFrom <= threshold else {
            throw PluginConfigurationError(
                "`suggest_from` must not be more than `threshold`", path: "/suggest_from")
        }
        guard let days = config["quiet_days"], days != .null else {
            quietDays = 7
            return
        }
        guard let days = days.number.flatMap({ Int(exactly: $0) }), (0...365).contains(days) else {
            throw PluginConfigurationError(
                "`quiet_days` must be a whole number from 0 to 365", path: "/quiet_days")
        }
        quietDays = days
    }

    /// The article that answers, if it is sure enough.
    public func reply(_ question: DecisionParams) -> ReplyResult {
        guard let all = question.foundArticles else {
            return ReplyResult(abstaining: "the help centre could not be searched")
        }
        guard let first = all.first else { return ReplyResult(abstaining: "no article holds these words") }
        let sureness = Sureness(first, of: all)
        let percent = Self.percent(sureness.value)
        guard sureness.value >= suggestFrom else {
            return ReplyResult(abstaining: "the nearest article is “\(first.title)”, only \(percent) % sure")
        }
        let earlier = EarlierAnswers(question, isTrial: isTrial)
        if let reason = earlier.hindrance(first) { return ReplyResult(abstaining: reason) }
        let articles = sureness.isClear ? [first] : Array(all.prefix(2))
        let hindrance = hindrance(question, first, sureness, earlier)
        let proposal = ReplyProposal(
            hindrance == nil ? .auto : .suggest, Self.text(question, articles),
            articles: articles.map(\.address),
            confidence: (sureness.value * 1000).rounded(.down) / 1000,
            reason: Self.reason(first, sureness) + (hindrance.map { "; not sent by itself: \($0)" } ?? ""))
        return ReplyResult(Replies([proposal]))
    }

    /// Why the answer must not go out by itself, in words; `nil` when it may.
    private func hindrance(
        _ question: DecisionParams, _ first: FoundArticle, _ sureness: Sureness, _ earlier: EarlierAnswers
    ) -> String? {
        let ticket = question.ticket
        if sureness.value < threshold { return "that takes \(Self.percent(threshold)) %" }
        if !sureness.isClear { return "another article fits nearly as well" }
        if let language = ticket.language, ReplyText.isOther(first.language, language) {
            return "the article is not in the customer's language"
        }
        if ticket.latest != nil { return "this is not the first message" }
        if ticket.status != "new" || ticket.assignee != nil { return "somebody cares for the ticket already" }
        if let other = earlier.ticket(with: first) {
            return "the customer got this article on \(other) and asks again"
        }
        let moment = EarlierAnswers.moment(quietDays, daysBefore: question.at)
        if quietDays > 0, let other = earlier.ticket(since: moment) {
            return "the customer got an answer by itself on \(other) less than \(quietDays) days ago"
        }
        return nil
    }

    private static func text(_ question: DecisionParams, _ articles: [FoundArticle]) -> String {
        let language = question.ticket.language
        let words = ReplyWords.of(([language] + articles.map(\.language)).compactMap { $0 })
        return ReplyText(words: words, language: language).markdown(articles)
    }

    /// `“Refunds” answers it, 86 % sure: …`
    private static func reason(_ first: FoundArticle, _ sureness: Sureness) -> String {
        let said = first.words.map { "“\($0)”" }.joined(separator: ", ")
        let words = said.isEmpty ? "" : "it holds \(said); "
        return "“\(first.title)” answers it, \(percent(sureness.value)) % sure: \(words)"
            + "the question says \(percent(sureness.title)) % of its title, "
            + "the next best is \(percent(sureness.lead)) % behind"
    }

    private static func percent(_ share: Double) -> Int { Int((share * 100).rounded(.down)) }

    private static func share(_ name: String, _ config: JSONValue, or usual: Double) throws -> Double {
        guard let value = config[name], value != .null else { return usual }
        guard let share = value.number, (0...1).contains(share) else {
            throw PluginConfigurationError("`\(name)` must be a number from 0 to 1", path: "/\(name)")
        }
        return share
    }
}
