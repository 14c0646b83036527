// The article about lints says what the lints say.

import CustomDump
import Foundation
import KnowledgeBase
import Testing

@Suite("The article about lints")
struct LintDocumentationTests {
    @Test("Names every lint with its severity, what it finds and why it matters")
    func sections() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let article = try String(
            contentsOf: root.appending(path: "content/writing/lints.md"), encoding: .utf8)
        let sections = article.split(separator: "\n## ").dropFirst()
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .filter { section in Lint.all.contains { section.hasPrefix("\($0.name) ") } }
        let promised = Lint.all.map { lint in
            let severity = lint.severity.rawValue.capitalized
            return "\(lint.name) \(severity): \(lint.summary) \(lint.explanation)"
        }
        expectNoDifference(sections, promised)
    }
}
