// A file of rules: a list, or rules and tests beside each other.

internal import Yams

/// What stands in a file of rules.
struct RuleFile {
    let rules: [Rule]
    let tests: [RuleTest]

    /// Reads the file; what is wrong with it stands in its complaints.
    init(_ file: inout YAMLFile, _ choices: RuleChoices) {
        guard let root = file.root else {
            (rules, tests) = ([], [])
            return
        }
        guard case .mapping = root else {
            rules = Rule.read(root, &file, choices)
            tests = []
            return
        }
        let fields = file.fields(of: root, "a rules file", known: ["rules", "tests"])
        rules = fields["rules"].map { Rule.read($0, &file, choices) } ?? []
        tests = fields["tests"].map { RuleTest.read($0, &file, choices) } ?? []
    }
}
