// What is wrong with a theme: words that nobody says, files that nobody reads.

extension Lint {
    static let invalidWords = Lint(
        name: "invalid-words", severity: .fatal,
        summary: "A file of interface words cannot be read.",
        explanation: """
            A file in `_theme/words/` is lines of `name: "text"` in YAML. No site is built until it can be \
            read, because its language would suddenly speak English.
            """,
        triggering: [
            Example(
                ["a.md": page("A"), "_theme/words/en.yaml": "search: \"Find\nhelp: \"Help\"\n"],
                finds: [
                    "_theme/words/en.yaml:2:8: fatal: the YAML cannot be read: a field begins here that does not "
                        + "belong there; look for a quotation mark before it, and at its spaces. [invalid-words]"
                ]),
            Example(
                ["a.md": page("A"), "_theme/words/en.yaml": "search: [Find]\n"],
                finds: ["_theme/words/en.yaml:1:9: fatal: “search” must be text. [invalid-words]"]),
        ],
        nonTriggering: [Example(["a.md": page("A"), "_theme/words/en.yaml": "search: Find\n"])],
        check: { subject in
            subject.inWords { file in
                file.problems.map {
                    Finding(file: $0.file, line: $0.line, column: $0.column, message: $0.message)
                }
            }
        })

    static let unknownWord = Lint(
        name: "unknown-word", severity: .error,
        summary: "A file of interface words has one that the site does not say.",
        explanation: "Nobody will ever read it. All words stand in the article about the look.",
        triggering: [
            Example(
                ["a.md": page("A"), "_theme/words/en.yaml": "help: Help\nserach: Find\nfoo: Bar\n"],
                finds: [
                    "_theme/words/en.yaml:2:1: error: the site does not say “serach”: did you mean “search”? "
                        + "[unknown-word]",
                    "_theme/words/en.yaml:3:1: error: the site does not say “foo”: take it away. [unknown-word]",
                ])
        ],
        nonTriggering: [Example(["a.md": page("A"), "_theme/words/en.yaml": "search: Find\n"])],
        check: { subject in
            let known = Set(subject.theme.words)
            return subject.inWords { file in
                file.words.filter { !known.contains($0.name) }.map { word in
                    let nearest = Spelling.nearest(to: word.name, in: subject.theme.words)
                    let hint = nearest.map { "did you mean “\($0)”?" } ?? "take it away."
                    return Finding(
                        file: file.path, line: word.line, column: word.column,
                        message: "the site does not say “\(word.name)”: \(hint)")
                }
            }
        })

    static let unknownThemeFile = Lint(
        name: "unknown-theme-file", severity: .error,
        summary: "A file in `_theme/` replaces nothing.",
        explanation: """
            Layouts have fixed names, a file of words is named after its language, and everything else of \
            your own lies in `_theme/assets/`.
            """,
        triggering: [
            Example(
                [
                    "a.md": page("A"), "_theme/layouts/pages.mustache": "", "_theme/words/english.yaml": "",
                    "_theme/style.css": "",
                ],
                finds: [
                    "_theme/layouts/pages.mustache:1:1: error: there is no such layout: did you mean "
                        + "“page.mustache”? [unknown-theme-file]",
                    "_theme/style.css:1:1: error: a theme has the folders assets, layouts and words: put this into "
                        + "one of them. [unknown-theme-file]",
                    "_theme/words/english.yaml:1:1: error: a file of words is named after its language, as "
                        + "fr.yaml or pt-BR.yaml: rename it. [unknown-theme-file]",
                ])
        ],
        nonTriggering: [
            Example([
                "a.md": page("A"), "_theme/layouts/page.mustache": "", "_theme/words/pt-BR.yaml": "",
                "_theme/assets/fonts.css": "",
            ])
        ],
        check: { subject in
            subject.theme.files.keys.sorted().compactMap { path in
                misplaced(path, subject.theme).map { Finding(file: "_theme/\(path)", message: $0) }
            }
        })

    static let missingWords = Lint(
        name: "missing-words", severity: .warning,
        summary: "A language of the site has no interface words.",
        explanation: """
            Around its articles, the site then speaks English: “Search”, “Last reviewed”. Write the words into \
            `_theme/words/`, in a file named after the language; those that you leave out stay English.
            """,
        triggering: [
            Example(
                ["a.md": page("A"), "a.fr.md": page("A", fields: ["translates: 2b6c69aeeab19a50"])],
                finds: [
                    "a.fr.md:1:1: warning: around pages in fr the site speaks English: write its words into "
                        + "_theme/words/fr.yaml. [missing-words]"
                ])
        ],
        nonTriggering: [
            Example([
                "a.md": page("A"), "a.de.md": page("A", fields: ["translates: 2b6c69aeeab19a50"]),
                "a.fr.md": page("A", fields: ["translates: 2b6c69aeeab19a50"]),
                "_theme/words/fr.yaml": "search: Chercher\n",
            ])
        ],
        check: { subject in
            subject.knowledgeBase.languages.compactMap { language in
                let base = String(language.prefix { $0 != "-" })
                guard !subject.theme.languages.contains(base),
                    subject.theme.files["words/\(language).yaml"] == nil
                else { return nil }
                let first = subject.knowledgeBase.articles.first { $0.language == language }
                return Finding(
                    file: first?.path ?? "site.yaml",
                    message: "around pages in \(language) the site speaks English: write its words into "
                        + "_theme/words/\(language).yaml.")
            }
        })

    /// Why a file of the theme is read by nobody; `nil` for one that is.
    private static func misplaced(_ path: String, _ theme: LintSubject.Theme) -> String? {
        let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
        switch parts.count == 2 ? parts[0] : "" {
        case "assets": return nil
        case "layouts":
            if theme.layouts.contains(parts[1]) { return nil }
            let hint =
                Spelling.nearest(to: parts[1], in: theme.layouts).map { "did you mean “\($0)”?" }
                ?? "the layouts are \(theme.layouts.joined(separator: ", "))."
            return "there is no such layout: \(hint)"
        case "words":
            let name = String(parts[1].dropLast(".yaml".count))
            if parts[1].hasSuffix(".yaml"), Language.tag(name) == name { return nil }
            return "a file of words is named after its language, as fr.yaml or pt-BR.yaml: rename it."
        default: return "a theme has the folders assets, layouts and words: put this into one of them."
        }
    }
}

extension LintSubject {
    /// What a lint finds by looking at each file of words.
    fileprivate func inWords(_ look: (WordsFile) -> [Lint.Finding]) -> [Lint.Finding] {
        theme.files.filter { $0.key.hasPrefix("words/") && $0.key.hasSuffix(".yaml") }
            .sorted { $0.key < $1.key }
            .flatMap { look(WordsFile(SourceFile(path: "_theme/\($0.key)", bytes: $0.value))) }
    }
}
