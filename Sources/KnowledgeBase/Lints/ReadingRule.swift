// What is said while files are read, before any lint looks: data, as lints are.

/// A rule of reading. It cannot be silenced, because what it is about was not understood.
public struct ReadingRule: Sendable {
    /// What stands behind its messages: `unknown-field`.
    public let name: String
    /// How much it matters.
    public let severity: Diagnostic.Severity
    /// What it finds, in a sentence.
    public let summary: String
    /// Why it matters and what to do, for writers.
    public let explanation: String
    /// Folders in which it finds something; none for what only a disk can hold.
    public let triggering: [Lint.Example]

    private init(
        _ name: String, _ severity: Diagnostic.Severity, _ summary: String, _ explanation: String,
        _ files: [String: String] = [:], finds: String = ""
    ) {
        self.name = name
        self.severity = severity
        self.summary = summary
        self.explanation = explanation
        triggering = files.isEmpty ? [] : [Lint.Example(files, finds: ["\(finds) [\(name)]"])]
    }

    /// Every rule there is, in the order of their names.
    public static let all = (ofFiles + ofFields).sorted { $0.name < $1.name }

    private static let ofFiles = [
        ReadingRule(
            "address-clash", .fatal, "Two articles have the same address.",
            "`refund.md` and `refund/index.md` both lie at `/refund/`. Rename one of them.",
            ["refund.md": Lint.page("A"), "refund/index.md": Lint.page("B")],
            finds: "refund/index.md:1:1: fatal: refund.md has the same address, /refund/: rename one of them."
        ),
        ReadingRule(
            "invalid-layout", .fatal, "A layout of the theme cannot be used.",
            "It names something that does not exist, or it is not Mustache. Without it there is no page."),
        ReadingRule(
            "invalid-name", .fatal, "A file's or folder's name is not text in UTF-8.",
            "Archives of other systems hold such names. No address can be made of one: give it another."),
        ReadingRule(
            "invalid-utf-8", .fatal, "A file is not text in UTF-8.",
            "Save it in that encoding; in another, letters beyond a–z would be lost."),
        ReadingRule(
            "symbolic-link", .warning, "A file or folder is a symbolic link.",
            "Links may lead out of the content folder, so none is followed. Put the file itself there."),
        ReadingRule(
            "too-large", .fatal, "An article has more than 8 MiB.",
            "Nobody reads that much on one page. Split it into several articles."),
        ReadingRule(
            "unreadable-file", .fatal, "A file or folder cannot be opened.",
            "Give the one who builds the site the right to read it."),
    ]

    private static let ofFields = [
        ReadingRule(
            "invalid-yaml", .fatal, "Front matter or `site.yaml` is not YAML.",
            "Fields are `name: value`. A text with `: ` in it, or one that begins with a sign, stands in quotation marks.",
            ["a.md": "---\ntitle: Refund\norder: 1\ntitle: Return\n---\nText.\n"],
            finds: "a.md:4:1: fatal: “title” stands twice, first on line 2: take one of them away."),
        ReadingRule(
            "missing-field", .error, "An entry in `site.yaml` lacks a field that it needs.",
            "A silence names a lint and says why.",
            ["a.md": Lint.page("A"), "site.yaml": "silence:\n  - lint: orphan\n"],
            finds: "site.yaml:2:5: error: a silence says why: `reason: …`."),
        ReadingRule(
            "missing-title", .error, "An article has neither a title nor a first heading.",
            "It gets its file's name. Write `title: …` into its front matter, or begin it with `# …`.",
            ["a.md": "Text.\n"],
            finds: "a.md:1:1: error: the page has no title: add `title: …` to its front matter, or a heading."
        ),
        ReadingRule(
            "unclosed-front-matter", .fatal, "Front matter has no end.",
            "It stands between two lines of `---`.", ["a.md": "---\ntitle: A\n"],
            finds: "a.md:1:1: fatal: the front matter has no end: put a line of `---` after its last field."),
        ReadingRule(
            "unknown-field", .error, "Front matter or `site.yaml` has a field that nobody reads.",
            "Most of these are slips of the finger.", ["a.md": Lint.page("A", fields: ["tag: lamps"])],
            finds: "a.md:3:1: error: the front matter has no field “tag”: did you mean “tags”?"),
        ReadingRule(
            "wrong-condition", .fatal, "A field of the form has a `when` that cannot hold.",
            "Without it the form would ask everybody, or nobody. It names a field that stands before this one, and a value that this field can have.",
            [
                "a.md": Lint.page("A"),
                "site.yaml": "form:\n  fields:\n    - {id: size, label: Size, when: {topik: lamps}}\n",
            ],
            finds: "site.yaml:3:38: fatal: there is no field “topik” before this one."),
        ReadingRule(
            "wrong-type", .error, "A field holds something else than it should.",
            "The field counts as if it were not there.", ["a.md": Lint.page("A", fields: ["kind: fqa"])],
            finds:
                "a.md:3:7: error: “kind” must be one of faq, tutorial, article, announcement: did you mean “faq”?"
        ),
    ]
}
