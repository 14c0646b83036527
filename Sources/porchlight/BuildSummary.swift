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
        struct Finding: Encodable {
            let code, severity, file, message: String
            let line, column: Int
        }
        struct Summary: Encodable {
            let articles, rendered, written, removed, unchanged, silenced: Int
            let milliseconds: [String: Double]
            let diagnostics: [Finding]
        }
        let stages = milliseconds.map { ($0.key.rawValue, ($0.value * 10).rounded() / 10) }
        let summary = Summary(
            articles: articles, rendered: rendered, written: written, removed: removed, unchanged: unchanged,
            silenced: silenced, milliseconds: Dictionary(stages, uniquingKeysWith: { $1 }),
            diagnostics: diagnostics.map { one in
                Finding(
                    code: one.code, severity: one.severity.rawValue, file: one.file, message: one.message,
                    line: one.line, column: one.column)
            })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(summary), as: UTF8.self)
    }
}
