// One build on its way: what each stage leaves to the next.

internal import KnowledgeBase
internal import SearchIndex

/// A build whose articles are parsed and linked: render → lint → index → write.
struct SiteBuild: Sendable {
    let builder: SiteBuilder
    let sources: SiteBuilder.Sources
    let context: SiteContext
    let commit: SiteCommit
    /// What is known of each article, by path.
    var entries: [String: BuildCache.Entry]
    /// Where the links of each visible article lead, in the order of the articles.
    private var targets: [[LinkTarget]] = []
    private var report: BuildReport

    init(
        _ builder: SiteBuilder, _ sources: SiteBuilder.Sources, _ context: SiteContext, _ commit: SiteCommit,
        _ entries: [String: BuildCache.Entry], _ report: BuildReport
    ) {
        self.builder = builder
        self.sources = sources
        self.context = context
        self.commit = commit
        self.entries = entries
        self.report = report
    }

    /// Carries the build out.
    ///
    /// - Parameter inputs: a digest of everything that it is made of.
    mutating func finish(_ inputs: ContentDigest) async throws -> BuiltSite {
        // A writer's own file wins over one that would be made for the same path.
        for (path, bytes) in context.staticFiles { try commit.add(OutputFile(path: path, bytes: bytes)) }
        let analyses = try await render()
        let introductions = try await introduce()
        try await readHiddenArticles()
        try await report.measure(.index) { [self] in
            try await builder.addIndexes(context, entries, analyses, commit)
        }
        try Task.checkCancellation()
        // From here on the site changes, so it is carried out whoever loses interest meanwhile.
        let build = self
        let changes: SiteCommit.Changes
        (self, changes) = try await Task {
            var build = build
            let written = try await build.lintAndWrite(introductions)
            return (build, written)
        }.value
        report.count(changes)
        let site = BuiltSite(
            sources: sources, entries: entries, context: context, manifest: commit.manifest, report: report)
        try await report.measure(.write) { try builder.remember(site, inputs) }
        return site.with(report)
    }

    /// Renders the articles that need it.
    ///
    /// - Returns: what search knows of them, by path.
    private mutating func render() async throws -> [String: ArticleAnalysis] {
        let known = try await report.measure(.link) { [self] in try await knownTargets() }
        let texts = try await report.measure(.render) { [self] in
            try await builder.render(context, entries, known, commit, report.progress)
        }
        targets = known
        report.rendered = texts.count
        for (path, text) in texts { entries[path]?.findings = text.findings }
        for text in texts.values { targets[text.position] = text.targets }
        return texts.compactMapValues(\.analysis)
    }

    private func knownTargets() async throws -> [[LinkTarget]] {
        let (context, entries) = (context, entries)
        return try await context.knowledgeBase.articles.parallelMap(chunk: 256) { article in
            entries[article.path]?.findings.map { context.targets(of: $0, in: article) } ?? []
        }
    }

    /// Renders what stands above the lists of collections.
    private mutating func introduce() async throws -> [String: ArticleText] {
        let texts = try await report.measure(.render) { [self] in try await builder.introductions(context) }
        for (path, text) in texts {
            let findings = text.findings
            entries[path]?.findings = findings
            guard let position = context.knowledgeBase.position(ofPath: path) else { continue }
            targets[position] = context.targets(of: findings, in: context.knowledgeBase.articles[position])
        }
        return texts
    }

    /// Articles that readers do not see may need files and snippets that nobody else does.
    private mutating func readHiddenArticles() async throws {
        guard !context.files.isEmpty || !context.snippets.isEmpty else { return }
        let found = try await report.measure(.lint) { [self] in
            try await builder.missingFindings(context, entries)
        }
        for (path, findings) in found { entries[path]?.findings = findings }
    }

    /// Lints and writes side by side: the one waits for the processor, the other for the disk. What is
    /// known of the articles is kept meanwhile; what lies in public/ is the manifest's to say.
    /// Articles at addresses that the site needs itself keep it from being built.
    private mutating func lintAndWrite(
        _ introductions: [String: ArticleText]
    ) async throws -> SiteCommit.Changes {
        let subject = builder.lintSubject(context, entries, targets)
        let fatal = await report.measure(.lint) {
            Lint.all.filter { $0.severity == .fatal }.flatMap { $0.diagnostics(subject) }
        }
        guard fatal.isEmpty else {
            let all = try await builder.lint(subject).diagnostics + report.diagnostics
            throw BuildError.content(all.sorted(by: Diagnostic.isMoreUrgent))
        }
        let (build, targets) = (self, targets)
        async let lints = Measured { try await build.builder.lint(subject) }
        async let changes = Measured {
            try build.builder.addFiles(build.context, targets, introductions, build.commit)
            return try await build.commit.finish()
        }
        async let kept: Void = build.builder.remember(build.entries, of: build.sources)
        let (written, outcome, _) = try await (changes, lints, kept)
        report.add(written.milliseconds, to: .write)
        report.add(outcome.milliseconds, to: .lint)
        report.diagnostics = (report.diagnostics + outcome.result.diagnostics).sorted(by: Diagnostic.precedes)
        report.silenced = outcome.result.silenced
        return written.result
    }
}

/// A site that was built, with all that another build of the same process can use again.
struct BuiltSite: Sendable {
    let sources: SiteBuilder.Sources
    var entries: [String: BuildCache.Entry]
    let context: SiteContext
    var manifest: Manifest
    private(set) var report: BuildReport

    /// What the server needs to make pages of its own.
    var look: SiteLook { SiteLook(theme: context.theme, settings: context.settings) }

    /// The same site with another report.
    func with(_ report: BuildReport) -> BuiltSite {
        var site = self
        site.report = report
        return site
    }
}
