// A layout's file: its text, and sentences about what is wrong with it.

internal import KnowledgeBase
internal import Mustache

/// The text of a layout before it is taken apart.
struct LayoutTemplate: Sendable {
    /// The path below the content folder, also for the program's own.
    let file: String
    let text: String

    /// An error at the first place where something stands.
    func error(at part: some StringProtocol, _ reason: String) -> BuildError {
        let start = text.firstRange(of: part)?.lowerBound ?? text.startIndex
        let lines = text[..<start].split(separator: "\n", omittingEmptySubsequences: false)
        return error(line: lines.count, column: (lines.last?.count ?? 0) + 1, reason)
    }

    private func error(line: Int, column: Int, _ reason: String) -> BuildError {
        .content([Diagnostic("invalid-layout", .fatal, file: file, line: line, column: column, reason)])
    }

    /// The names between braces, as parts of the text.
    var names: [Substring] {
        text.matches(of: /\{\{\{?[&#^\/]?\s*([^{}!\s]+)\s*\}?\}\}/).map(\.output.1)
    }

    /// The template filled in.
    ///
    /// - Throws: ``BuildError/content(_:)``.
    func rendered(_ context: [String: String]) throws -> String {
        do {
            return try MustacheTemplate(string: text).render(context)
        } catch let error as MustacheTemplate.ParserError {
            throw self.error(
                line: error.context.lineNumber, column: error.context.columnNumber, Self.sentence(error.error)
            )
        }
    }

    private static func sentence(_ error: any Error) -> String {
        switch error as? MustacheTemplate.Error {
        case .sectionCloseNameIncorrect: "this closes another section than the last one that was opened."
        case .expectedSectionEnd: "a section is not closed: put {{/name}} where it ends."
        case .unfinishedName, nil: "a name is not closed: put as many braces behind it as before it."
        default: "this is Mustache that a layout cannot have: take it out."
        }
    }
}
