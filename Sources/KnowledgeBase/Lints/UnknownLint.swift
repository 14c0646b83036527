// Silences of what does not exist.

extension Lint {
    static let unknownLint = Lint(
        name: "unknown-lint", severity: .error,
        summary: "A silence in `site.yaml` names a lint that does not exist.",
        explanation: "`porchlight check --list` prints the names of all lints.",
        triggering: [
            Example(
                [
                    "a.md": page("A"),
                    "site.yaml": """
                    silence:
                      - {lint: orphans, reason: We are few.}
                      - {lint: spelling, reason: We are few.}
                      - {lint: missing-title, reason: We are few.}

                    """,
                ],
                finds: [
                    "site.yaml:2:6: error: there is no lint “orphans”: did you mean “orphan”? [unknown-lint]",
                    "site.yaml:3:6: error: there is no lint “spelling”: `porchlight check --list` prints all. "
                        + "[unknown-lint]",
                    "site.yaml:4:6: error: “missing-title” cannot be silenced: mend what it finds, and take "
                        + "this away. [unknown-lint]",
                ])
        ],
        nonTriggering: [
            Example([
                "a.md": page("A", "<https://example.org>"),
                "site.yaml": "silence:\n  - {lint: bare-address, reason: The address is the point.}\n",
            ])
        ],
        check: { subject in
            let names = all.map(\.name)
            return subject.knowledgeBase.settings.silences.compactMap { silence in
                guard !names.contains(silence.lint) else { return nil }
                if ReadingRule.all.contains(where: { $0.name == silence.lint }) {
                    return Finding(
                        file: "site.yaml", line: silence.line, column: silence.column,
                        message:
                            "“\(silence.lint)” cannot be silenced: mend what it finds, and take this away.")
                }
                let hint =
                    Spelling.nearest(to: silence.lint, in: names).map { "did you mean “\($0)”?" }
                    ?? "`porchlight check --list` prints all."
                return Finding(
                    file: "site.yaml", line: silence.line, column: silence.column,
                    message: "there is no lint “\(silence.lint)”: \(hint)")
            }
        })
}
