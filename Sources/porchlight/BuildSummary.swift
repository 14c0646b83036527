// What a build did, for people and for programs.

import Foundation
import KnowledgeBase
import SiteGenerator

extension BuildReport {
    /// What was done, and the time of each stage.
    var summary: String {
        let stages = Stage.allCases.compactMap { stage in
            milliseconds[stage].map { "\(stage.rawValue) \(Int($0.rounded())) ms" }
        }
        return """
            \(articles == 1 ? "1 article" : "\(articles) articles"), \(rendered) rendered; \
            \(written == 1 ? "1 file" : "\(written) files") written, \(removed) removed, \
            \(unchanged) unchanged.\(emptyWords)\(replacedWords)
            \(DiagnosticFormat.counts(of: diagnostics, silenced: silenced))
            \(stages.joined(separator: ", "))
            """
    }

    /// How to begin, where there is nothing to read yet.
    private var emptyWords: String {
        articles == 0 ? "\nReaders see no article yet: porchlight new faq \"How do I …?\" begins one." : ""
    }

    /// Where the files are that had to make way.
    private var replacedWords: String {
        guard !replacedPaths.isEmpty else { return "" }
        let words =
            replacedPaths.count == 1
            ? "1 file that no build is known to have written lies"
            : "\(replacedPaths.count) files that no build is known to have written lie"
        return "\n\(words) in \(replacedFolder) now: \(replacedPaths.prefix(3).joined(separator: ", "))"
            + (replacedPaths.count > 3 ? ", …" : "")
    }

    /// The same as one JSON object; times are in milliseconds.
    ///
    /// - Parameter content: the content folder as its user names it; stands before every file.
    func json(in content: String) throws -> String {
        let stages = milliseconds.map { ($0.key.rawValue, ($0.value * 10).rounded() / 10) }
        return try BuildSummary(
            built: true, articles: articles, rendered: rendered, written: written, removed: removed,
            unchanged: unchanged, replaced: replacedPaths.count, silenced: silenced,
            milliseconds: Dictionary(stages, uniquingKeysWith: { $1 }),
            diagnostics: diagnostics.map { BuildSummary.Finding($0, in: content) }
        ).text()
    }

    /// What kept the site from being built, as one JSON object.
    static func failure(_ error: BuildError, in content: String) throws -> String {
        guard case .content(let diagnostics) = error else {
            return try BuildSummary(built: false, error: error.description, diagnostics: []).text()
        }
        return try BuildSummary(
            built: false, diagnostics: diagnostics.map { BuildSummary.Finding($0, in: content) }
        ).text()
    }
}

/// What a build did, as programs read it. Figures are missing where no site was built.
private struct BuildSummary: Encodable {
    struct Finding: Encodable {
        let code, severity, file, message: String
        let line, column: Int

        init(_ one: Diagnostic, in content: String) {
            file = (content.hasSuffix("/") ? content : "\(content)/") + one.file
            (code, severity, message) = (one.code, one.severity.rawValue, one.message)
            (line, column) = (one.line, one.column)
        }
    }

    let built: Bool
    /// Why there is no site, where that is not for the content to say.
    var error: String?
    var articles, rendered, written, removed, unchanged, replaced, silenced: Int?
    var milliseconds: [String: Double]?
    let diagnostics: [Finding]

    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
