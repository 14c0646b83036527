// Every lint against its own examples, the silences, and the article that documents them.

import CustomDump
import Foundation
import KnowledgeBase
import Markdown
import Testing

@Suite("Lints")
struct LintTests {
    @Test("Find what their examples promise, and nothing else", arguments: Lint.all.map(\.name))
    func triggering(name: String) throws {
        let lint = try #require(Lint.all.first { $0.name == name })
        #expect(!lint.triggering.isEmpty)
        for example in lint.triggering {
            expectNoDifference(example.found().diagnostics.map(\.description), example.finds)
            #expect(example.finds.allSatisfy { $0.hasSuffix(" [\(name)]") })
        }
    }

    @Test("Leave alone what only looks alike", arguments: Lint.all.map(\.name))
    func nonTriggering(name: String) throws {
        let lint = try #require(Lint.all.first { $0.name == name })
        #expect(!lint.nonTriggering.isEmpty)
        for example in lint.nonTriggering {
            expectNoDifference(example.found().diagnostics.map(\.description), [])
        }
    }

    @Test("Rules of reading find what their examples promise", arguments: ReadingRule.all.map(\.name))
    func reading(name: String) throws {
        let rule = try #require(ReadingRule.all.first { $0.name == name })
        for example in rule.triggering {
            let found = example.found().diagnostics
            expectNoDifference(found.map(\.description), example.finds)
            expectNoDifference(found.map(\.severity), [rule.severity])
        }
    }

    @Test("Have one name each, and every problem of a text is among them")
    func names() {
        let names = Lint.all.map(\.name)
        expectNoDifference(names, Set(names).sorted())
        expectNoDifference(Set(names).intersection(ReadingRule.all.map(\.name)), [])
        // Only a stranger's text can be too long.
        let problems = Set(MarkdownProblem.Code.allCases.map(\.rawValue)).subtracting(["text-too-long"])
        expectNoDifference(problems.subtracting(names).sorted(), [])
    }
}

extension Lint.Example {
    /// What all lints find in the folder, and what was wrong before they looked.
    func found() -> LintOutcome {
        let subject = subject()
        var outcome = Lint.check(subject)
        outcome.diagnostics = (subject.knowledgeBase.diagnostics + outcome.diagnostics).sorted(
            by: Diagnostic.precedes)
        return outcome
    }

    /// The folder, read and rendered in memory.
    private func subject() -> LintSubject {
        let sources = files.map { SourceFile(path: $0.key, text: $0.value) }
        let pages = sources.filter { $0.path.hasSuffix(".md") && !$0.path.hasPrefix("_") }
        let (settings, diagnostics) = SiteSettings.parse(
            SourceFile(path: "site.yaml", text: files["site.yaml"] ?? ""))
        let day = CalendarDay(date) ?? CalendarDay(daysSince1970: 0)
        let parsed = pages.map(ParsedFile.init)
        func knowledgeBase(_ viewpoint: KnowledgeBase.Viewpoint) -> KnowledgeBase {
            KnowledgeBase(settings: settings, files: parsed, viewpoint: viewpoint, diagnostics: diagnostics)
        }
        let everything = knowledgeBase(.init(date: day, drafts: true, audience: .internal))
        var findings: [String: ArticleFindings] = [:]
        for article in everything.articles { findings[article.path] = self.findings(article, settings) }
        let others = sources.filter { !$0.path.hasPrefix("_") && !$0.path.hasSuffix(".md") }
            .filter { $0.path != "site.yaml" }
            .map { LintSubject.File(path: $0.path, length: $0.bytes.count) }
        let snippets = files.keys.filter { $0.hasPrefix("_snippets/") }.map {
            String($0.dropFirst("_snippets/".count).dropLast(".md".count))
        }
        return LintSubject(
            knowledgeBase: knowledgeBase(.init(date: day)), findings: findings,
            files: Dictionary(uniqueKeysWithValues: (others + pictures).map { ($0.path, $0) }),
            snippets: snippets.sorted(),
            staticFiles: Set(
                files.keys.filter { $0.hasPrefix("_static/") }.map { String($0.dropFirst("_static/".count)) }),
            theme: theme, date: day,
            source: { [files] path in files[path].map { SourceFile(path: path, text: $0) } })
    }

    private var theme: LintSubject.Theme {
        let own = files.filter { $0.key.hasPrefix("_theme/") }.map {
            (String($0.key.dropFirst("_theme/".count)), Array($0.value.utf8))
        }
        return LintSubject.Theme(
            files: Dictionary(uniqueKeysWithValues: own), words: ["help", "search", "search_label"],
            languages: ["en", "de", "ar"], layouts: ["article.mustache", "page.mustache"])
    }

    private func findings(_ article: Article, _ settings: SiteSettings) -> ArticleFindings {
        var options = MarkdownOptions()
        options.variables = settings.variables
        options.firstLine = article.bodyLine
        options.liftsTitle = article.titleIsHeading
        var snippets: Set<String> = []
        let bytes = Array((files[article.path] ?? "").utf8)[article.bodyStart...]
        let document = MarkdownDocument(
            parsing: String(decoding: bytes, as: UTF8.self), options: options,
            snippets: { name in
                snippets.insert(name)
                return files["_snippets/\(name).md"]
            })
        return ArticleFindings(document, of: article.path, snippets: snippets)
    }
}
