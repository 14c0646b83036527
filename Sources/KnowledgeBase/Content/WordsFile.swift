// A file of interface words, read: its words with their places, and what is wrong with it.

/// What `_theme/words/fr.yaml` says.
struct WordsFile {
    let path: String
    let words: [(name: String, text: String, line: Int, column: Int)]
    let problems: [Diagnostic]

    init(_ file: SourceFile) {
        path = file.path
        if let problem = file.encodingProblem {
            words = []
            problems = [problem]
            return
        }
        var fields = YAMLFields(
            file: file.path, yaml: String(decoding: file.bytes, as: UTF8.self), lineOffset: 0,
            place: file.path)
        words = fields.allTexts()
        problems = fields.diagnostics
    }
}
