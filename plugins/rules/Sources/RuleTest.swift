// A test beside the rules: a ticket, and what is to come of it.

internal import FoundationEssentials
internal import PluginKit
internal import Yams

/// An entry of `tests`.
struct RuleTest: Sendable, Equatable {
    let file: String
    let line: Int
    let column: Int
    let name: String
    let question: DecisionParams
    /// What is to come out, by part; what is `nil` is to come out of no rule.
    let queue: String??
    let assignee: String??
    let priority: String??
    let tags: [String]?
    /// A part of the reply.
    let reply: String??

    private static let given = [
        "subject", "body", "latest", "channel", "language", "status", "queue", "priority", "tier", "assignee",
        "tags", "fields", "attachments", "requester", "at",
    ]
    private static let requester = ["name", "address", "organisation", "tickets", "solved"]
    private static let expected = ["queue", "assignee", "priority", "tags", "reply"]

    /// What differs, each at the test's place.
    func failures(_ rules: RuleSet) -> [RuleComplaint] {
        let facts = TicketFacts(question, clock: rules.clock)
        let outcome = RuleOutcome(rules, facts)
        var words: [String] = []
        func compare(_ part: RuleSet.Part, _ wanted: String??, _ got: String?) {
            guard let wanted, wanted != got else { return }
            words.append(
                "\(part) is \(Self.name(got)), not \(Self.name(wanted)): \(cause(part, rules, facts))")
        }
        compare(.queue, queue, outcome.queue)
        compare(.assignee, assignee, outcome.assignee)
        compare(.priority, priority, outcome.priority)
        if let tags, Set(tags) != Set(outcome.tags) {
            words.append("tags are \(Self.name(outcome.tags)), not \(Self.name(tags))")
        }
        if let reply {
            let fits = reply.map { outcome.reply?.contains($0) ?? false } ?? (outcome.reply == nil)
            if !fits {
                let got = outcome.reply.map(RuleOutcome.short)
                words.append("reply is \(Self.name(got)), not \(Self.name(reply))")
            }
        }
        return words.map {
            RuleComplaint(file: file, line: line, column: column, message: "the test “\(name)” fails: \($0).")
        }
    }

    /// Which rule decided a part and why, or why the rules that could have did not.
    private func cause(_ part: RuleSet.Part, _ rules: RuleSet, _ facts: TicketFacts) -> String {
        if let (rule, why) = rules.first(part, facts) { return "the rule “\(rule.name)” fits, for \(why)" }
        let others = rules.rules.filter(part.isSaid).prefix(3).map {
            "“\($0.name)” does not fit, for \($0.condition.finding(facts).words)"
        }
        return others.isEmpty ? "no rule says anything about it" : others.joined(separator: "; ")
    }

    private static func name(_ text: String?) -> String { text.map { "“\($0)”" } ?? "nothing" }
    private static func name(_ texts: [String]) -> String {
        texts.isEmpty ? "nothing" : texts.map { "“\($0)”" }.joined(separator: ", ")
    }

    /// Reads the tests of a file.
    static func read(_ list: Node, _ file: inout YAMLFile, _ choices: RuleChoices) -> [RuleTest] {
        file.list(list, "“tests”").compactMap { node -> RuleTest? in
            let fields = file.fields(of: node, "a test", known: ["name", "given", "expect"])
            guard case .mapping = node else { return nil }
            let name = file.text("name", in: fields, of: node, "the test")
            guard let given = fields["given"], let expect = fields["expect"] else {
                file.complain(node, "a test says what is “given” and what to “expect”: write both.")
                return nil
            }
            let question = question(given, &file)
            let wanted = file.fields(of: expect, "“expect”", known: expected)
            if wanted.isEmpty, case .mapping(let mapping) = expect, mapping.isEmpty {
                file.complain(expect, "“expect” is empty: write \(expected.joined(separator: ", ")).")
            }
            let queue = text(wanted["queue"], "“queue”", choices.queues, &file)
            let assignee = text(wanted["assignee"], "“assignee”", choices.agents, &file)
            let priority = text(wanted["priority"], "“priority”", RuleSubject.priority.choices, &file)
            let reply = text(wanted["reply"], "“reply”", nil, &file)
            let tags = wanted["tags"].map { node -> [String] in
                if YAMLFile.isNull(node) { return [] }
                guard case .sequence(let nodes) = node else {
                    return file.text(node, "a tag").map { [$0] } ?? []
                }
                return nodes.compactMap { file.text($0, "a tag") }
            }
            guard let name, let question else { return nil }
            return RuleTest(
                file: file.name, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, name: name,
                question: question, queue: queue, assignee: assignee, priority: priority, tags: tags,
                reply: reply)
        }
    }

    private static func text(
        _ node: Node?, _ subject: String, _ choices: [String]?, _ file: inout YAMLFile
    ) -> String?? {
        guard let node else { return nil }
        if YAMLFile.isNull(node) { return .some(nil) }
        guard let text = file.text(node, subject) else { return nil }
        if let choices, !choices.contains(text) {
            let names = choices.joined(separator: ", ")
            file.complain(
                node,
                choices.isEmpty
                    ? "\(subject) cannot be “\(text)”: desk.yaml names none."
                    : "\(subject) is one of \(names), not “\(text)”.")
        }
        return .some(text)
    }

    /// The ticket and what is known beside it, as the desk would ask about it.
    private static func question(_ node: Node, _ file: inout YAMLFile) -> DecisionParams? {
        let fields = file.fields(of: node, "“given”", known: given)
        guard let value = JSONValue(node), var ticket = value.object else { return nil }
        let requester = fields["requester"].map { file.fields(of: $0, "“requester”", known: Self.requester) }
        let who = ticket["requester"]?.object ?? [:]
        for name in ["subject", "body", "latest"] where ticket[name] != nil {
            // What reads as a number is text all the same.
            ticket[name] = fields[name].flatMap { file.text($0, "“\(name)”") }.map { .string($0) } ?? ""
        }
        ticket["id"] = "T-1"
        ticket["attachments"] = ticket["attachments"]?.array.map { files in
            .array(files.map { ["name": .string($0.string ?? ""), "media_type": "", "bytes": 0] })
        }
        var data: [String: JSONValue] = [:]
        if requester != nil {
            data[Need.Kind.requesterFacts.rawValue] = .object(
                who.filter { ["tickets", "solved"].contains($0.key) })
        }
        let at = fields["at"].flatMap { file.text($0, "“at”") } ?? "2026-01-05T12:00:00Z"
        if WireTime.moment(at) == nil {
            file.complain(fields["at"], "“\(at)” is no moment: write one like 2026-11-21T18:44:00Z.")
        }
        let bytes = Data(JSONValue.object(ticket).text.utf8)
        guard let snapshot = try? JSONDecoder().decode(TicketSnapshot.self, from: bytes) else {
            file.complain(node, "a field of “given” has a value of the wrong kind.")
            return nil
        }
        return DecisionParams(
            call: "test", at: at, deadlineMilliseconds: 200, ticket: snapshot, choices: Choices(queues: []),
            data: data)
    }
}
