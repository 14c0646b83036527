// Lints: what readers would stumble over, in articles that have changed and in those that have not.

public import KnowledgeBase

extension SiteBuilder {
    /// Looks through the content without writing anything.
    ///
    /// - Returns: all that is wrong, by file and line, also with pages that cannot be read.
    /// - Throws: ``BuildError``, when there is no content or its theme cannot be used.
    public func check() async throws -> LintOutcome {
        let sources = try await scan()
        // Only read: a build may have left what it found.
        let cache =
            options.clean ? BuildCache() : BuildCache(FileSystem.read(file("cache")), key: cacheKey(sources))
        var parsed = try await parse(sources, cache)
        let knowledgeBase = link(sources, parsed)
        let context = try context(knowledgeBase, sources)
        for (path, findings) in try await missingFindings(context, parsed) {
            parsed[path]?.findings = findings
        }
        var outcome = lint(context, parsed)
        outcome.diagnostics = (knowledgeBase.diagnostics + outcome.diagnostics).sorted(
            by: Diagnostic.precedes)
        return outcome
    }

    /// What the lints have to say of all articles.
    func lint(_ context: SiteContext, _ parsed: [String: BuildCache.Entry]) -> LintOutcome {
        let subject = LintSubject(
            knowledgeBase: context.knowledgeBase, findings: parsed.compactMapValues(\.findings),
            files: context.files.mapValues { file in
                LintSubject.File(
                    path: file.path, length: file.length, width: file.size?.width, height: file.size?.height)
            },
            snippets: context.snippets.keys.sorted(),
            staticFiles: Set(context.staticFiles.map(\.path)), date: context.date,
            source: { [folder] in folder.read($0) })
        var outcome = Lint.check(subject)
        // What cannot be read was not understood, either.
        let unread = context.knowledgeBase.diagnostics.filter {
            $0.severity == .fatal && $0.code != "address-clash"
        }
        if !unread.isEmpty {
            let files = Set(unread.map(\.file))
            outcome.diagnostics.removeAll { files.contains($0.file) }
        }
        return outcome
    }
}
