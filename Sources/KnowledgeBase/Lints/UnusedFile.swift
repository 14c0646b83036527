// Files that no article needs.

extension Lint {
    static let unusedFile = Lint(
        name: "unused-file", severity: .warning,
        summary: "No article shows a file or links to it, or includes a snippet.",
        explanation: """
            Only files that articles refer to become part of the site, so nobody ever sees this one. \
            Delete it, or link to it. Files that are meant to lie at a fixed address belong into \
            `_static/`. What only a draft or an internal article needs counts as used.
            """,
        triggering: [
            Example(
                ["a.md": page("A"), "old/plan.pdf": "", "_snippets/window.md": "30 days."],
                finds: [
                    "_snippets/window.md:1:1: warning: no article includes this snippet: delete it, or write "
                        + "`{{> window}}` where it belongs. [unused-file]",
                    "old/plan.pdf:1:1: warning: no article refers to this file, so it is not part of the site: "
                        + "delete it, or link to it. [unused-file]",
                ])
        ],
        nonTriggering: [
            Example([
                "a.md": page("A", "[Plan](plan.pdf)\n\n{{> window}}"), "plan.pdf": "",
                "_snippets/window.md": "{{> days}}\n\n![Days](../plans/days.png)",
                "_snippets/days.md": "30 days.", "plans/days.png": "",
                "draft.md": page("Draft", fields: ["draft: true"], "![B](b.png)\n\n{{> later}}"), "b.png": "",
                "_snippets/later.md": "Later.",
            ])
        ],
        check: { subject in
            var files: Set<String> = []
            var snippets: Set<String> = []
            for (targets, findings) in zip(subject.targets, subject.findings) {
                for case .file(let path) in targets { files.insert(path) }
                snippets.formUnion(findings.snippets)
            }
            for (path, findings) in subject.hiddenFindings {
                for link in findings.links {
                    let file = ArticleFindings.file(link.snippet, in: path)
                    if let used = Destination(link.destination, from: file)?.path { files.insert(used) }
                }
                snippets.formUnion(findings.snippets)
            }
            let unusedSnippets = subject.snippets.filter { !snippets.contains($0) }.map { name in
                Finding(
                    file: ArticleFindings.file(name, in: ""),
                    message: "no article includes this snippet: delete it, or write `{{> \(name)}}` where it "
                        + "belongs.")
            }
            let unusedFiles = subject.files.keys.filter { !files.contains($0) }.map { path in
                Finding(
                    file: path,
                    message:
                        "no article refers to this file, so it is not part of the site: delete it, or link "
                        + "to it.")
            }
            return unusedFiles + unusedSnippets
        })
}
