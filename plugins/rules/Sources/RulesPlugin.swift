// The plugin `rules`: tags, queues, priorities and answers as YAML that a person can read.

public import PluginKit

/// Applies the rules of `content/_rules/`; the first that fits decides.
public struct RulesPlugin: Plugin {
    /// This plugin's manifest.
    public static func manifest() throws -> PluginManifest {
        try PluginManifest(json: PackageResources.plugin_json)
    }

    /// It tags, it routes and it answers.
    public static let hooks: [Method] = [.enrich, .route, .reply]

    private let rules: RuleSet

    /// Reads the rules, see ``RuleSet/init(config:)``.
    public init(config: JSONValue) throws {
        do {
            rules = try RuleSet(config: config)
        } catch let complaints as RuleComplaints {
            throw PluginConfigurationError(complaints.description, path: "/rules")
        }
    }

    /// The tags of all rules that fit.
    public func enrich(_ question: DecisionParams) -> EnrichResult {
        if let needs = missing(question) { return EnrichResult(needing: needs) }
        let tags = rules.tags(TicketFacts(question, clock: rules.clock))
        return tags.isEmpty
            ? EnrichResult(abstaining: "no rule that fits has tags") : EnrichResult(tags: tags)
    }

    /// The queue, the agent and the priority of the first rules that fit and name one.
    public func route(_ question: DecisionParams) -> RouteResult {
        if let needs = missing(question) { return RouteResult(needing: needs) }
        let facts = TicketFacts(question, clock: rules.clock)
        var proposals: [Proposal] = []
        func propose(_ field: ProposalField, _ value: String?, _ rule: Rule, _ why: String) {
            guard let value else { return }
            proposals.append(
                Proposal(
                    field: field.rawValue, value: value, strength: rule.strength, confidence: 1,
                    reason: "the rule “\(rule.name)” fits: \(why)"))
        }
        if let (rule, why) = rules.first(.queue, facts) { propose(.queue, rule.queue, rule, why) }
        if let (rule, why) = rules.first(.assignee, facts) {
            propose(.assignee, rule.assignee, rule, why)
        }
        if let (rule, why) = rules.first(.priority, facts) {
            propose(.priority, rule.priority, rule, why)
        }
        return proposals.isEmpty
            ? RouteResult(abstaining: "none of \(rules.count) rules fits") : RouteResult(proposals: proposals)
    }

    /// The reply of the first rule that fits and has one.
    public func reply(_ question: DecisionParams) -> ReplyResult {
        if let needs = missing(question) { return ReplyResult(needing: needs) }
        let facts = TicketFacts(question, clock: rules.clock)
        guard let (rule, why) = rules.first(.reply, facts), let reply = rule.reply else {
            return ReplyResult(abstaining: "no rule that fits has a reply")
        }
        let proposal = ReplyProposal(
            rule.isAuto ? .auto : .suggest, reply, confidence: 1,
            reason: "the rule “\(rule.name)” fits: \(why)")
        return ReplyResult(replies: [proposal])
    }

    /// What the rules ask about and was not handed over yet; `nil` when there is nothing, or when it was
    /// asked for and there is none.
    private func missing(_ question: DecisionParams) -> [Need]? {
        let needs = rules.needs
        guard !needs.isEmpty, needs.allSatisfy({ question.data[$0.kind.rawValue] == nil }) else { return nil }
        return needs
    }
}
