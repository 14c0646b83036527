// The YAML between two lines of `---` at the head of an article.

/// What a writer says about an article, before its text.
struct FrontMatter: Equatable {
    var title: String?
    var description: String?
    /// Articles of a collection stand by this number, then by title.
    var order: Int?
    /// What follows the front matter.
    var body: Substring
    /// How many lines stand before the body.
    var lineCount = 0

    /// Splits a file and reads its front matter; a file without one is all body.
    static func parse(_ file: SourceFile) -> (FrontMatter, [Diagnostic]) {
        var matter = FrontMatter(body: file.text[...])
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first.map(isFence) == true else { return (matter, []) }
        guard let end = lines.dropFirst().firstIndex(where: isFence) else {
            let message = "the front matter has no end: put a line of `---` after its last field."
            return (
                matter,
                [
                    Diagnostic(
                        code: .unclosedFrontMatter, file: file.path, line: 1, column: 1, message: message)
                ]
            )
        }
        let yaml = lines[1..<end].joined(separator: "\n")
        var fields = YAMLMapping(file: file.path, yaml: yaml, lineOffset: 1)
        matter.title = fields.string("title")
        matter.description = fields.string("description")
        matter.order = fields.integer("order")
        fields.rejectUnknownFields()
        matter.lineCount = end + 1
        let rest = lines[(end + 1)...]
        matter.body = rest.first.map { file.text[$0.startIndex...] } ?? ""
        return (matter, fields.diagnostics)
    }

    private static func isFence(_ line: Substring) -> Bool {
        line == "---" || line == "---\r"
    }
}
