// Silences that do nothing, and silences of what does not exist.

extension Lint {
    static let idleSilence = Lint(
        name: "idle-silence", severity: .warning,
        summary: "A silence in `site.yaml` silences nothing.",
        explanation: """
            What it was about is mended. Left there, it would hide the next mistake of its kind. Take it \
            away.
            """,
        triggering: [
            Example(
                [
                    "a.md": page("A", "<https://example.org>"),
                    "site.yaml": """
                    silence:
                      - lint: bare-address
                        file: b*
                        reason: The address is the point.
                      - lint: bare-address
                        reason: Writers like them.
                      - {lint: orphan, reason: We are few.}
                      - {lint: reserved-address, reason: No.}

                    """,
                ],
                finds: [
                    "site.yaml:2:5: warning: bare-address finds nothing in b* that this could silence: take it "
                        + "away. [idle-silence]",
                    "site.yaml:7:6: warning: orphan finds nothing that this could silence: take it away. "
                        + "[idle-silence]",
                    "site.yaml:8:6: warning: reserved-address cannot be silenced, because no site can be built: "
                        + "mend it, and take this away. [idle-silence]",
                ])
        ],
        nonTriggering: [
            Example([
                "guides/a.md": page("A", "<https://example.org>"), "b.md": page("B", "<https://example.org>"),
                "site.yaml": """
                silence:
                  - {lint: bare-address, file: guides/*, reason: The address is the point.}
                  - {lint: bare-address, file: b.md, reason: The address is the point.}

                """,
            ])
        ],
        // What a silence meets is known when all others have looked: see `Lint.check`.
        check: { _ in [] })

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

                    """,
                ],
                finds: [
                    "site.yaml:2:6: error: there is no lint “orphans”: did you mean “orphan”? [unknown-lint]",
                    "site.yaml:3:6: error: there is no lint “spelling”: `porchlight check --list` prints all. "
                        + "[unknown-lint]",
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
                let hint =
                    Spelling.nearest(to: silence.lint, in: names).map { "did you mean “\($0)”?" }
                    ?? "`porchlight check --list` prints all."
                return Finding(
                    file: "site.yaml", line: silence.line, column: silence.column,
                    message: "there is no lint “\(silence.lint)”: \(hint)")
            }
        })
}
