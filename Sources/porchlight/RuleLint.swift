// What `porchlight check` says about rules.

import KnowledgeBase
import RulesPlugin

/// The rules of a content folder as `porchlight check` looks at them: whether they can be read, and
/// whether their tests hold.
enum RuleLint {
    /// Its lints, as they are listed.
    static let all: [(name: String, severity: Diagnostic.Severity, summary: String)] = [
        ("rule-file", .error, "A file of _rules/ has a mistake."),
        ("rule-test", .error, "A test beside the rules fails."),
    ]

    /// What is wrong, in the order of the files.
    static func diagnostics(content: String) -> [Diagnostic] {
        // What is wrong with desk.yaml is told when a desk opens: a site alone has none.
        let configuration = DeskConfiguration(reading: content)
        let failures = configuration.ruleSet?.failures() ?? []
        return configuration.ruleComplaints.map { Self.diagnostic("rule-file", $0) }
            + failures.map { Self.diagnostic("rule-test", $0) }
    }

    private static func diagnostic(_ code: String, _ complaint: RuleComplaint) -> Diagnostic {
        Diagnostic(
            code, .error, file: complaint.file, line: complaint.line, column: complaint.column,
            complaint.message)
    }
}
