// The search index as a part of the built site.

import CustomDump
import KnowledgeBase
import Testing

@testable import SiteGenerator

@Suite("The search index of a site")
struct SearchIndexBuildTests {
    private let content = [
        "refund.md": "---\ntitle: Refunds\n---\nAsk within five days.\n\n## Time\n\nIt takes a week.\n",
        "guides/login.md": "---\ntitle: Log in\nasked_as: [sign on]\n---\nUse your password.\n",
        "start.de.md": "---\ntitle: Anfang\n---\nHallo.\n",
    ]

    @Test("After a change the index is what a clean build makes of the same content")
    func incremental() async throws {
        try await SiteTest.run(content) { site in
            try await site.build()
            let before = try site.snapshot()
            try site.write(["refund.md": "---\ntitle: Refunds\n---\nAsk within nine days.\n"])
            try site.write(["synonyms.yaml": "synonyms:\n  - equal: [refund, chargeback]\n"])
            try await site.build()
            let changed = try site.snapshot()
            try await site.build { $0.clean = true }
            expectNoDifference(changed, try site.snapshot())
            // Nothing of the old English index stays, and nothing of the German one is touched.
            let gone = before.keys.filter { changed[$0] == nil }
            expectNoDifference(gone.allSatisfy { $0.hasPrefix("assets/search-en.") } && !gone.isEmpty, true)
        }
    }

    @Test("Mistakes in synonyms.yaml are reported with their lines")
    func synonymMistakes() async throws {
        let yaml = "synonyms:\n  - equal: [alone]\n  - words: [a]\n  - word: [b]\n"
        try await SiteTest.run(content.merging(["synonyms.yaml": yaml]) { $1 }) { site in
            let report = try await site.build()
            let entry =
                "an entry is `equal: [refund, money back]`, or `words: [parcel]` and `mean: [delivery]`."
            expectNoDifference(
                report.diagnostics.map(\.description),
                [
                    "synonyms.yaml:2:5: error: \(entry) [wrong-entry]",
                    "synonyms.yaml:3:5: error: \(entry) [wrong-entry]",
                    "synonyms.yaml:4:5: error: synonyms.yaml has no field “word”: did you mean “words”? "
                        + "[unknown-field]",
                    "synonyms.yaml:4:5: error: \(entry) [wrong-entry]",
                ])
        }
    }
}
