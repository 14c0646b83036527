// The article about lints says what the lints say.

import CustomDump
import Foundation
import KnowledgeBase
import Testing

@Suite("The article about lints")
struct LintDocumentationTests {
    @Test("Names every lint and every rule of reading with its severity, what it finds and why it matters")
    func sections() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let article = try String(
            contentsOf: root.appending(path: "content/writing/lints.md"), encoding: .utf8)
        let promised =
            (Lint.all.map { Self.words($0.name, $0.severity, $0.summary, $0.explanation) }
            + ReadingRule.all.map { Self.words($0.name, $0.severity, $0.summary, $0.explanation) }).sorted()
        let names = Lint.all.map(\.name) + ReadingRule.all.map(\.name)
        let sections = article.split(separator: "\n## ").dropFirst()
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .filter { section in names.contains { section.hasPrefix("\($0) ") } }
        expectNoDifference(sections, promised)
    }

    private static func words(
        _ name: String, _ severity: Diagnostic.Severity, _ summary: String, _ explanation: String
    ) -> String {
        "\(name) \(severity.rawValue.capitalized): \(summary) \(explanation)"
    }
}
