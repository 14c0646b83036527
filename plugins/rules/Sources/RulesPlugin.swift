// The plugin `rules`: routing and answers as YAML that a person can read.

public import PluginKit
internal import Yams

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
    /// - Parameter config: `{"rules": {"file name": "YAML", …}}`; the files apply in the order of
    ///   their names.
    public init(config: JSONValue) throws {
        guard case .object(let fields) = config, case .object(let files)? = fields["rules"] else {
            throw PluginConfigurationError("`rules` must map file names to their YAML")
        }
        rules = try files.sorted { $0.key < $1.key }.flatMap { name, file in
            guard case .string(let yaml) = file else {
                throw PluginConfigurationError("_rules/\(name) must be text")
            }
            do {
                return try YAMLDecoder().decode([Rule].self, from: yaml)
            } catch {
                throw PluginConfigurationError("_rules/\(name): \(Self.explain(error))")
            }
        }
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

    private static func explain(_ error: any Error) -> String {
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            "rule \(context.codingPath.position): “\(key.stringValue)” is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "rule \(context.codingPath.position): “\(context.codingPath.last?.stringValue ?? "")” has the wrong type"
        default: "\(error)"
        }
    }
}

extension [any CodingKey] {
    /// The number of the rule that a path leads into, counted from 1.
    fileprivate var position: Int { (compactMap(\.intValue).first ?? 0) + 1 }
}
