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
            \(articles) articles, \(rendered) rendered; \(written) files written, \(removed) removed, \
            \(unchanged) unchanged.
            \(DiagnosticFormat.counts(of: diagnostics, silenced: silenced))
            \(stages.joined(separator: ", "))
            """
    }

    /// The same as one JSON object; times are in milliseconds.
    func json() throws -> String {
        let stages = milliseconds.map { ($0.key.rawValue, ($0.value * 10).rounded() / 10) }
        return try BuildSummary(
            built: true, articles: articles, rendered: rendered, written: written, removed: removed,
            unchanged: unchanged, silenced: silenced,
            milliseconds: Dictionary(stages, uniquingKeysWith: { $1 }),
            diagnostics: diagnostics.map(BuildSummary.Finding.init)
        ).text()
    }

    /// What kept the site from being built, as one JSON object.
    static func failure(_ diagnostics: [Diagnostic]) throws -> String {
        try BuildSummary(built: false, diagnostics: diagnostics.map(BuildSummary.Finding.init)).text()
    }
}

/// What a build did, as programs read it. Figures are missing where no site was built.
private struct BuildSummary: Encodable {
    struct Finding: Encodable {
        let code, severity, file, message: String
        let line, column: Int

        init(_ one: Diagnostic) {
            (code, severity, file, message) = (one.code, one.severity.rawValue, one.file, one.message)
            (line, column) = (one.line, one.column)
        }
    }

    let built: Bool
    var articles, rendered, written, removed, unchanged, silenced: Int?
    var milliseconds: [String: Double]?
    let diagnostics: [Finding]

    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
