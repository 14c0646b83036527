// Silences that do nothing.

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
}
