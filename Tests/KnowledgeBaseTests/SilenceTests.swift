// What site.yaml silences, and what it cannot.

import CustomDump
import KnowledgeBase
import Testing

@Suite("A silence")
struct SilenceTests {
    private let address = "---\ntitle: %\n---\n<https://example.org>\n"

    private func found(_ site: String) -> LintOutcome {
        var files = ["site.yaml": site]
        for name in ["old/a", "old/b", "new/c"] {
            files["\(name).md"] = address.replacing("%", with: "Page \(name)")
        }
        return Lint.Example(files).found()
    }

    private func places(_ outcome: LintOutcome) -> [String] {
        outcome.diagnostics.map { "\($0.file): \($0.code)" } + ["silenced: \(outcome.silenced)"]
    }

    @Test("Leaves out a lint everywhere, in a file, or below a path, and counts what it left out")
    func scopes() {
        expectNoDifference(
            places(found("silence:\n  - {lint: bare-address, reason: R}\n")), ["silenced: 3"])
        expectNoDifference(
            places(found("silence:\n  - {lint: bare-address, file: old/a.md, reason: R}\n")),
            ["new/c.md: bare-address", "old/b.md: bare-address", "silenced: 1"])
        expectNoDifference(
            places(found("silence:\n  - {lint: bare-address, file: old/*, reason: R}\n")),
            ["new/c.md: bare-address", "silenced: 2"])
    }

    @Test("Without a reason is a mistake, and silences nothing")
    func reasons() {
        let outcome = found(
            "silence:\n  - lint: bare-address\n  - {lint: bare-address, reason: ''}\n  - {reason: R}\n")
        expectNoDifference(
            outcome.diagnostics.filter { $0.file == "site.yaml" }.map(\.description),
            [
                "site.yaml:2:5: error: a silence says why: `reason: …`. [missing-field]",
                "site.yaml:3:6: error: a silence says why: `reason: …`. [missing-field]",
                "site.yaml:4:6: error: a silence names a lint: `lint: orphan`. [missing-field]",
            ])
        expectNoDifference(outcome.silenced, 0)
    }

    @Test("Cannot hide what keeps a site from being built")
    func fatal() {
        let outcome = Lint.Example([
            "search.md": "---\ntitle: Search\n---\n",
            "site.yaml": "silence:\n  - {lint: reserved-address, reason: R}\n",
        ]).found()
        expectNoDifference(
            places(outcome), ["search.md: reserved-address", "site.yaml: idle-silence", "silenced: 0"])
    }

    @Test("A mistake in a snippet is told once, however many articles include it")
    func snippets() {
        let outcome = Lint.Example([
            "a.md": "---\ntitle: A\n---\n{{> s}}\n", "b/c.md": "---\ntitle: C\n---\n{{> s}}\n",
            "_snippets/s.md": "Text.\n\n[Gone](gone.md)\n",
        ]).found()
        expectNoDifference(
            outcome.diagnostics.map(\.description),
            [
                "_snippets/s.md:3:8: error: there is no _snippets/gone.md: mend the path, or take this away. [broken-link]"
            ])
    }
}
