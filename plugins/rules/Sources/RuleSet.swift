// All rules of a desk, their tests, and what they say about a ticket.

public import PluginKit

/// The rules of `content/_rules/`.
public struct RuleSet: Sendable {
    let rules: [Rule]
    let tests: [RuleTest]
    let clock: LocalClock

    /// Reads the rules.
    ///
    /// - Parameter config: `{"rules": {"file name": "YAML", …}, "queues": ["triage", …], "agents": …, "clock": …}`;
    ///   the files apply in the order of their names. Without `queues` any queue may be named, without
    ///   `agents` any agent, and without `clock` times are UTC.
    /// - Throws: ``RuleComplaints`` with everything that is wrong with the files.
    public init(config: JSONValue) throws {
        guard let files = config["rules"]?.object else {
            throw PluginConfigurationError("`rules` must map file names to their YAML", path: "/rules")
        }
        let choices = RuleChoices(config)
        var rules: [Rule] = []
        var tests: [RuleTest] = []
        var complaints: [RuleComplaint] = []
        for (name, contents) in files.sorted(by: { $0.key < $1.key }) {
            guard let yaml = contents.string else {
                throw PluginConfigurationError("_rules/\(name) must be text", path: "/rules")
            }
            var file = YAMLFile(name: "_rules/\(name)", yaml: yaml)
            let read = RuleFile(&file, choices)
            rules += read.rules
            tests += read.tests
            complaints += file.places.map {
                RuleComplaint(file: "_rules/\(name)", line: $0.line, column: $0.column, message: $0.message)
            }
        }
        guard complaints.isEmpty else { throw RuleComplaints(all: complaints) }
        self.rules = rules
        self.tests = tests
        clock = LocalClock(config["clock"])
    }

    /// How many rules there are.
    public var count: Int { rules.count }
    /// How many tests stand beside them.
    public var testCount: Int { tests.count }

    /// The data without which the rules cannot be told.
    var needs: [Need] {
        Set(rules.flatMap(\.condition.subjects).compactMap(\.need)).sorted { $0.description < $1.description }
    }

    /// What a rule is about to decide.
    enum Part: CaseIterable {
        case tags, queue, assignee, priority, reply

        func isSaid(_ rule: Rule) -> Bool {
            switch self {
            case .tags: !rule.tags.isEmpty
            case .queue: rule.queue != nil
            case .assignee: rule.assignee != nil
            case .priority: rule.priority != nil
            case .reply: rule.reply != nil
            }
        }
    }

    /// The first rule that fits and says something about a part, and why it fits.
    func first(_ part: Part, _ facts: TicketFacts) -> (rule: Rule, why: String)? {
        for rule in rules where part.isSaid(rule) {
            let finding = rule.condition.finding(facts)
            if finding.holds { return (rule, finding.words) }
        }
        return nil
    }

    /// The tags of all rules that fit, each once, in the order of the rules.
    func tags(_ facts: TicketFacts) -> [String] {
        var tags: [String] = []
        for rule in rules where !rule.tags.isEmpty && rule.condition.finding(facts).holds {
            for tag in rule.tags where !tags.contains(tag) { tags.append(tag) }
        }
        return tags
    }

    /// For each rule whether it fits and why or why not, and what all of them together come to.
    public func why(_ question: DecisionParams) -> [String] {
        let facts = TicketFacts(question, clock: clock)
        var taken: Set<Part> = []
        var lines = rules.map { rule in
            let finding = rule.condition.finding(facts)
            guard finding.holds else { return "✗ \(rule.name): \(finding.words)" }
            let late = [Part.queue, .assignee, .priority, .reply].filter {
                $0.isSaid(rule) && taken.contains($0)
            }
            for part in Part.allCases where part.isSaid(rule) { taken.insert(part) }
            let note = late.isEmpty ? "" : " (\(late.map { "\($0)" }.joined(separator: ", ")) said before)"
            return "✓ \(rule.name): \(finding.words)\(note)"
        }
        let outcome = RuleOutcome(self, facts)
        lines.append("→ \(outcome.words)")
        return lines
    }

    /// Runs the tests that stand beside the rules.
    ///
    /// - Returns: what came out otherwise, in the order of the files.
    public func failures() -> [RuleComplaint] { tests.flatMap { $0.failures(self) } }
}

/// Something that is wrong in a file of rules.
public struct RuleComplaint: Sendable, Equatable, CustomStringConvertible {
    /// Its path below the content folder: `_rules/routing.yaml`.
    public let file: String
    /// Counted from 1.
    public let line: Int
    /// Counted from 1.
    public let column: Int
    /// What is wrong and what to do next.
    public let message: String

    /// Something that is wrong at a place.
    public init(file: String, line: Int, column: Int, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// `_rules/routing.yaml:3:10: what is wrong`.
    public var description: String { "\(file):\(line):\(column): \(message)" }
}

/// Everything that is wrong with the files of rules.
public struct RuleComplaints: Error, Sendable, Equatable, CustomStringConvertible {
    /// In the order of the files.
    public let all: [RuleComplaint]
    /// A line for each.
    public var description: String { all.map(\.description).joined(separator: "\n") }
}
