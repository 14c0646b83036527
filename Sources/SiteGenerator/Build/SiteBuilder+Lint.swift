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
            options.clean
            ? BuildCache() : await BuildCache(FileSystem.read(file("cache")), key: cacheKey(sources))
        let entries = try await parse(sources, cache.entries)
        return try await findings(sources, entries, link(sources, entries))
    }

    /// All that is wrong with the content.
    func findings(
        _ sources: Sources, _ known: [String: BuildCache.Entry], _ knowledgeBase: KnowledgeBase
    ) async throws -> LintOutcome {
        var entries = known
        var layoutFaults: [Diagnostic] = []
        var context: SiteContext
        do {
            context = try self.context(knowledgeBase, sources)
        } catch BuildError.content(let found) {
            // A layout that cannot be used keeps nobody from hearing of all else.
            layoutFaults = found
            var sources = sources
            sources.underscored = sources.underscored.filter { !$0.key.hasPrefix("_theme/layouts/") }
            context = try self.context(knowledgeBase, sources)
        }
        for (path, findings) in try await missingFindings(context, entries) {
            entries[path]?.findings = findings
        }
        var outcome = try await lint(lintSubject(context, entries, nil))
        outcome.diagnostics = (knowledgeBase.diagnostics + layoutFaults + outcome.diagnostics).sorted(
            by: Diagnostic.precedes)
        return outcome
    }

    /// What the lints look at.
    ///
    /// - Parameter targets: where the links of each article lead, if that is known already.
    func lintSubject(
        _ context: SiteContext, _ entries: [String: BuildCache.Entry], _ targets: [[LinkTarget]]?
    ) -> LintSubject {
        LintSubject(
            knowledgeBase: context.knowledgeBase, findings: entries.compactMapValues(\.findings),
            files: context.files.mapValues { file in
                LintSubject.File(
                    path: file.path, length: file.length, width: file.size?.width, height: file.size?.height)
            },
            snippets: context.snippets.keys.sorted(),
            staticFiles: Set(context.staticFiles.map(\.path)),
            theme: LintSubject.Theme(
                files: context.theme.replacements, words: context.theme.wordNames,
                languages: Theme.languages, layouts: LayoutSet.builtIn.keys.sorted()),
            date: context.date, targets: targets,
            source: { [folder] in folder.read($0) })
    }

    /// What the lints have to say of all articles.
    func lint(_ subject: LintSubject) async throws -> LintOutcome {
        let found = try await Lint.all.parallelMap(chunk: 1) { $0.diagnostics(subject) }
        var outcome = Lint.outcome(of: found, silences: subject.knowledgeBase.settings.silences)
        // What cannot be read was not understood, either.
        let unread = subject.knowledgeBase.diagnostics.filter {
            $0.severity == .fatal && $0.code != "address-clash"
        }
        if !unread.isEmpty {
            let files = Set(unread.map(\.file))
            outcome.diagnostics.removeAll { files.contains($0.file) }
        }
        return outcome
    }
}
