// The plugin `rules`: routing and answers as YAML that a person can read.

public import PluginKit

/// Applies the rules of `content/_rules/`; the first that fits decides.
public struct RulesPlugin: Plugin {
    /// This plugin's manifest.
    public static func manifest() throws -> PluginManifest {
        try PluginManifest(json: PackageResources.plugin_json)
    }

    /// It routes and it answers.
    public static let hooks: [Method] = [.route, .reply]

    private let rules: [Rule]

    /// Reads the rules.
    ///
    /// - Parameter config: `{"rules": {"file name": "YAML", …}, "queues": ["triage", …]}`; the files
    ///   apply in the order of their names. Without `queues` any queue may be named.
    public init(config: JSONValue) throws {
        guard case .object(let fields) = config, case .object(let files)? = fields["rules"] else {
            throw PluginConfigurationError("`rules` must map file names to their YAML")
        }
        var queues: [String]?
        if case .array(let values)? = fields["queues"] {
            queues = values.compactMap { if case .string(let queue) = $0 { queue } else { nil } }
        }
        var rules: [Rule] = []
        var complaints: [String] = []
        for (name, contents) in files.sorted(by: { $0.key < $1.key }) {
            guard case .string(let yaml) = contents else {
                throw PluginConfigurationError("_rules/\(name) must be text")
            }
            var file = YAMLFile(name: "_rules/\(name)", yaml: yaml)
            rules += Rule.read(&file, queues: queues)
            complaints += file.complaints
        }
        guard complaints.isEmpty else {
            throw PluginConfigurationError(complaints.joined(separator: "\n"))
        }
        self.rules = rules
    }

    /// The queue of the first rule that fits and names one.
    public func route(_ question: DecisionParams) -> RouteResult {
        guard let (rule, queue, word) = first(question, \.queue) else {
            return RouteResult(abstaining: "none of \(rules.count) rules fits")
        }
        let proposal = Proposal(
            field: "queue", value: queue, strength: .should, confidence: 1,
            reason: "the rule “\(rule)” fits: the ticket says “\(word)”")
        return RouteResult(proposals: [proposal])
    }

    /// The reply of the first rule that fits and has one.
    public func reply(_ question: DecisionParams) -> ReplyResult {
        guard let (rule, reply, word) = first(question, \.reply) else {
            return ReplyResult(abstaining: "no rule that fits has a reply")
        }
        let proposal = ReplyProposal(
            suggesting: reply, confidence: 1,
            reason: "the rule “\(rule)” fits: the ticket says “\(word)”")
        return ReplyResult(replies: [proposal])
    }

    /// The first fitting rule that says something about a field.
    private func first(
        _ question: DecisionParams, _ field: KeyPath<Rule, String?>
    ) -> (rule: String, value: String, word: String)? {
        for rule in rules {
            if let value = rule[keyPath: field], let word = rule.match(question.ticket) {
                return (rule.name, value, word)
            }
        }
        return nil
    }
}
