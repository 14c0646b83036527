// A build from beginning to end: scan → parse → link → render → lint → index → write.

internal import KnowledgeBase

/// Builds a site. The result is a function of the content folder, the theme in it, the program's
/// version, the options and the day; what an earlier build left makes it cheap, never different.
public struct SiteBuilder: Sendable {
    /// The version that stands in the cache's key: another program reads nothing of this one's.
    public static let programVersion = "0.1.0"

    let options: BuildOptions
    let folder: ContentFolder

    /// A build that has not begun.
    public init(_ options: BuildOptions) {
        self.options = options
        folder = ContentFolder(path: options.content)
    }

    /// Builds the site.
    ///
    /// - Returns: what was done, and what the server needs to make pages of its own.
    /// - Throws: ``BuildError``; the site that was there is then still there.
    public func build() async throws -> (report: BuildReport, look: SiteLook) {
        var report = BuildReport()
        let sources = try await report.measure(.scan) { try await scan() }
        let inputs = inputs(sources)
        if let unchanged = try await report.measure(.write, { try await unchanged(sources, inputs) }) {
            report.articles = unchanged.state.articles
            report.diagnostics = unchanged.state.diagnostics
            report.silenced = unchanged.state.silenced
            report.unchanged = unchanged.files
            return (report, unchanged.look)
        }
        let key = cacheKey(sources)
        let cache = options.clean ? BuildCache() : BuildCache(FileSystem.read(file("cache")), key: key)
        var parsed = try await report.measure(.parse) { try await parse(sources, cache) }
        let knowledgeBase = await report.measure(.link) { link(sources, parsed) }
        let fatal = knowledgeBase.diagnostics.filter { $0.severity == .fatal }
        guard fatal.isEmpty else { throw BuildError.content(fatal) }
        report.articles = knowledgeBase.articles.count { !$0.isIndex }
        report.diagnostics = knowledgeBase.diagnostics

        let context = try context(knowledgeBase, sources)
        let commit = try await SiteCommit(options)
        do {
            // A writer's own file wins over one that would be made for the same path.
            for (path, bytes) in context.staticFiles { try commit.add(OutputFile(path: path, bytes: bytes)) }
            let texts = try await report.measure(.render) {
                try await render(context, parsed, commit)
            }
            report.rendered = texts.count
            for (path, text) in texts { parsed[path]?.findings = text.findings }
            let indexes = try await report.measure(.render) { try await introductions(context) }
            for (path, text) in indexes { parsed[path]?.findings = text.findings }
            let hidden = try await report.measure(.lint) { try await unrendered(context, parsed) }
            for (path, findings) in hidden { parsed[path]?.findings = findings }
            let outcome = try await report.measure(.lint) { try lintToBuild(context, parsed) }
            report.diagnostics = (report.diagnostics + outcome.diagnostics).sorted(by: Diagnostic.precedes)
            report.silenced = outcome.silenced
            try await report.measure(.index) {
                try await addIndexes(context, parsed, texts.mapValues(\.sections), commit)
            }
            let state = BuildState(
                inputs: inputs, articles: report.articles, diagnostics: report.diagnostics,
                silenced: report.silenced)
            let changes = try await report.measure(.write) {
                try addFiles(context, parsed, indexes, commit)
                let changes = try await commit.finish()
                if !texts.isEmpty || changes.written + changes.removed > 0 {
                    try replace("cache", by: BuildCache(entries: parsed).bytes(key: key))
                }
                try replace("state", by: state.bytes)
                return changes
            }
            (report.written, report.removed, report.unchanged) = changes
        } catch {
            commit.abandon()
            throw error
        }
        return (report, SiteLook(theme: context.theme, settings: context.settings))
    }

    /// The state of the last build, if nothing has changed since: neither what it was made of nor
    /// what it wrote.
    private func unchanged(
        _ sources: Sources, _ inputs: ContentDigest
    ) async throws -> (state: BuildState, files: Int, look: SiteLook)? {
        guard !options.clean, FileSystem.stamp(file("journal")) == nil,
            let state = BuildState(FileSystem.read(file("state"))), state.inputs == inputs
        else { return nil }
        let entries = Manifest(FileSystem.read(file("manifest"))).entries.map { ($0.key, $0.value.stamp) }
        let output = options.output
        let kept = try await entries.parallelMap(chunk: 512) { path, stamp in
            FileSystem.stamp("\(output)/\(path)") == stamp
        }
        guard !kept.isEmpty, kept.allSatisfy(\.self) else { return nil }
        let languages =
            sources.settings.languages.isEmpty ? [sources.settings.language] : sources.settings.languages
        let theme = try theme(sources, languages: languages)
        return (state, entries.count, SiteLook(theme: theme, settings: sources.settings))
    }

    /// A file of the cache.
    func file(_ ending: String) -> String { "\(options.cacheFolder)/\(options.cacheName).\(ending)" }

    private func replace(_ ending: String, by bytes: [UInt8]) throws {
        try FileSystem.write(bytes, to: file(ending) + ".new")
        try FileSystem.move(file(ending) + ".new", to: file(ending))
    }

    /// What stands in articles that readers do not see, where it matters: they may need files and
    /// snippets that nobody else does.
    private func unrendered(
        _ context: SiteContext, _ parsed: [String: BuildCache.Entry]
    ) async throws -> [String: ArticleFindings] {
        guard !context.files.isEmpty || !context.snippets.isEmpty else { return [:] }
        return try await missingFindings(context, parsed)
    }

    /// Lints everything; articles at addresses that the site needs itself keep it from being built.
    private func lintToBuild(
        _ context: SiteContext, _ parsed: [String: BuildCache.Entry]
    ) throws -> LintOutcome {
        let outcome = lint(context, parsed)
        let fatal = outcome.diagnostics.filter { $0.severity == .fatal }
        guard fatal.isEmpty else { throw BuildError.content(fatal) }
        return outcome
    }

    /// Everything beside the files themselves that parsing and rendering depend on.
    func cacheKey(_ sources: Sources) -> ContentDigest {
        var hasher = ContentDigest.Hasher()
        hasher.add(Self.programVersion)
        hasher.add(sources.siteFile.map(\.bytes) ?? [])
        for (path, bytes) in sources.underscored.sorted(by: { $0.key < $1.key }) {
            hasher.add(path)
            hasher.add(bytes)
        }
        return hasher.finish()
    }

    func link(_ sources: Sources, _ parsed: [String: BuildCache.Entry]) -> KnowledgeBase {
        KnowledgeBase(
            settings: sources.settings, files: sources.pages.compactMap { parsed[$0]?.parsed },
            viewpoint: .init(date: options.date, drafts: options.drafts), diagnostics: sources.diagnostics)
    }
}

extension BuildCache {
    fileprivate init(entries: [String: Entry]) {
        self.entries = entries
    }
}
