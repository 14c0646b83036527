// A rule as operators write it, and what it says about a ticket.

internal import PluginKit
internal import Yams

/// One entry of a rules file.
struct Rule: Sendable, Equatable {
    /// What the rule is called in reasons.
    let name: String
    /// When it fits.
    let condition: Condition
    /// The queue it proposes.
    let queue: String?
    /// The agent whom it proposes.
    let assignee: String?
    /// How urgent it says that it is.
    let priority: String?
    /// How strongly queue, assignee and priority are meant.
    let strength: Proposal.Strength
    /// The tags that it adds.
    let tags: [String]
    /// The answer it suggests, CommonMark.
    let reply: String?
    /// Whether the answer may go out by itself.
    let isAuto: Bool

    private static let fields = [
        "name", "when", "queue", "assignee", "priority", "strength", "tags", "reply", "send",
    ]
    private static let routing = ["queue", "assignee", "priority"]

    /// Reads the rules of a file; what is wrong with it stands in the file's complaints.
    ///
    /// - Parameter choices: what the desk has.
    static func read(_ list: Node, _ file: inout YAMLFile, _ choices: RuleChoices) -> [Rule] {
        file.list(list, "a rules file").compactMap { node -> Rule? in
            let fields = file.fields(of: node, "a rule", known: Self.fields)
            guard case .mapping = node else { return nil }
            let name = file.text("name", in: fields, of: node, "the rule")
            let condition = Self.condition(fields["when"], of: node, &file)
            let queue = choice("queue", fields, choices.queues, &file)
            let assignee = choice("assignee", fields, choices.agents, &file)
            let priority = choice("priority", fields, RuleSubject.priority.choices, &file)
            let strength = choice("strength", fields, Proposal.Strength.allCases.map(\.rawValue), &file)
            if strength != nil, routing.allSatisfy({ fields[$0] == nil }) {
                file.complain(
                    fields["strength"],
                    "“strength” says how strongly a “queue”, “assignee” or “priority” is meant: write one.")
            }
            let tags = fields["tags"].map { Self.tags($0, &file) } ?? []
            let reply = fields["reply"].flatMap { file.text($0, "“reply”") }
            let send = choice("send", fields, ReplyProposal.Send.allCases.map(\.rawValue), &file)
            if send != nil, fields["reply"] == nil {
                file.complain(fields["send"], "“send” says how a “reply” goes out: write one.")
            }
            if !fields.isEmpty, (routing + ["tags", "reply"]).allSatisfy({ fields[$0] == nil }) {
                file.complain(
                    node,
                    "the rule does nothing: give it a “queue”, an “assignee”, a “priority”, “tags” or a “reply”."
                )
            }
            guard let name, let condition else { return nil }
            return Rule(
                name: name, condition: condition, queue: queue, assignee: assignee, priority: priority,
                strength: strength.flatMap(Proposal.Strength.init) ?? .should, tags: tags, reply: reply,
                isAuto: send == ReplyProposal.Send.auto.rawValue)
        }
    }

    private static func condition(_ when: Node?, of rule: Node, _ file: inout YAMLFile) -> Condition? {
        if let when { return ConditionReader.read(when, "“when”", &file) }
        file.complain(rule, "the rule has no “when”: write one.")
        return nil
    }

    private static func choice(
        _ name: String, _ fields: [String: Node], _ choices: [String]?, _ file: inout YAMLFile
    ) -> String? {
        guard let node = fields[name], let text = file.text(node, "“\(name)”") else { return nil }
        guard let choices, !choices.contains(text) else { return text }
        let names = choices.isEmpty ? "none" : choices.joined(separator: ", ")
        let words =
            switch name {
            case "queue": "there is no queue “\(text)”; desk.yaml names \(names)."
            case "assignee": "there is no agent “\(text)”; desk.yaml names \(names)."
            default: "“\(name)” is one of \(names), not “\(text)”."
            }
        file.complain(node, words)
        return nil
    }

    private static func tags(_ node: Node, _ file: inout YAMLFile) -> [String] {
        guard case .sequence(let nodes) = node else { return file.text(node, "a tag").map { [$0] } ?? [] }
        if nodes.isEmpty { file.complain(node, "the list is empty: write something.") }
        return nodes.compactMap { file.text($0, "a tag") }
    }
}
