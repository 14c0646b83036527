// What a YAML parser says, put so that somebody who does not know YAML can mend it.

internal import Yams

/// Why a text is no YAML, and where.
struct YAMLFault {
    /// Where it is to be mended, from 1.
    let line: Int
    let column: Int
    private let problem: String
    /// The line of the field that stands twice, where it stands first.
    private var firstLine: Int?

    /// What can be said of a parser's error; `nil` for one that has no place.
    init?(_ error: YamlError, in yaml: String) {
        switch error {
        case .scanner(let context, let problem, let place, _),
            .parser(let context, let problem, let place, _),
            .composer(let context, let problem, let place, _):
            // The parser reads on to the end; the mistake is where the quotation mark was opened.
            if let context, context.text.contains("quoted scalar"), problem.contains("end of stream") {
                (line, column) = (context.mark.line, context.mark.column)
                self.problem = "the quotation mark that opens here is not closed: put one behind the text"
            } else {
                (line, column) = (place.line, place.column)
                self.problem = "the YAML cannot be read: " + (Self.hints[problem] ?? problem)
            }
        case .duplicatedKeysInMapping(let names, let context):
            guard let name = names.first else { return nil }
            let places = Self.lines(of: name, in: yaml, column: context.mark.column)
            (line, column) = (places.dropFirst().first ?? context.mark.line, context.mark.column)
            firstLine = places.first
            problem = "“\(name)” stands twice"
        default: return nil
        }
    }

    /// The sentence for a writer.
    ///
    /// - Parameter lineOffset: lines of the file before the YAML's first.
    func message(lineOffset: Int) -> String {
        guard let firstLine else { return "\(problem)." }
        return "\(problem), first on line \(firstLine + lineOffset): take one of them away."
    }

    /// What to do about libyaml's own words.
    private static let hints = [
        "mapping values are not allowed in this context":
            "a text that holds a colon and a space stands in quotation marks",
        "found character that cannot start any token":
            "a text that begins with such a sign stands in quotation marks, and lines begin with spaces, not tabs",
        "did not find expected key":
            "a field begins here that does not belong there; look for a quotation mark before it, and at its spaces",
        "did not find expected node content":
            "a value is missing before this, or a list that was opened with [ or { is not closed",
        "could not find expected ':'": "a field is written as `name: value`",
        "did not find expected ',' or ']'": "a list that was opened with [ is not closed with ]",
        "did not find expected ',' or '}'": "what was opened with { is not closed with }",
    ]

    /// The lines, from 1, on which a field of that name begins in a column.
    private static func lines(of name: String, in yaml: String, column: Int) -> [Int] {
        let indent = String(repeating: " ", count: column - 1)
        let beginnings = ["\(name):", "\"\(name)\":", "'\(name)':"].map { indent + $0 }
        return yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            .filter { line in beginnings.contains { line.element.hasPrefix($0) } }.map { $0.offset + 1 }
    }
}
