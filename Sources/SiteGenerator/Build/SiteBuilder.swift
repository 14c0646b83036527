// A build from beginning to end: scan → parse → link → render → lint → index → write.

internal import KnowledgeBase

/// Builds a site. The result is a function of the content folder, the theme in it, the program's
/// version, the options and the day; what an earlier build left makes it cheap, never different.
public struct SiteBuilder: Sendable {
    /// The version of what is built.
    static let version = "0.1.0"

    /// What the program is called in the cache's key: another program reads nothing of this one's,
    /// also when it was only compiled anew.
    static let program: String = {
        guard let path = FileSystem.programPath, let stamp = FileSystem.stamp(path) else { return version }
        return "\(version) \(stamp.size) \(stamp.modifiedNanoseconds)"
    }()

    let options: BuildOptions
    let folder: ContentFolder
    let progress: BuildProgress?

    /// A build that has not begun.
    ///
    /// - Parameter progress: is told how far it is.
    public init(_ options: BuildOptions, progress: BuildProgress? = nil) {
        self.options = options
        self.progress = progress
        folder = ContentFolder(path: options.content)
    }

    /// Builds the site.
    ///
    /// - Returns: what was done, and what the server needs to make pages of its own.
    /// - Throws: ``BuildError``; the site that was there is then still there.
    public func build() async throws -> (report: BuildReport, look: SiteLook) {
        var report = BuildReport(progress)
        let sources = try await report.measure(.scan) { try await scan() }
        let inputs = inputs(sources)
        if let unchanged = try await report.measure(.write, { try await unchanged(sources, inputs) }) {
            report.articles = unchanged.state.articles
            report.diagnostics = unchanged.state.diagnostics
            report.silenced = unchanged.state.silenced
            report.unchanged = unchanged.files
            return (report, unchanged.look)
        }
        let site = try await build(sources, inputs, after: nil, report)
        return (site.report, site.look)
    }

    /// Builds the site from what was found in the content folder.
    ///
    /// - Parameter last: the site as this process has built it before; `nil` for what an earlier
    ///   process left on the disk.
    func build(
        _ sources: Sources, _ inputs: ContentDigest, after last: BuiltSite?, _ begun: BuildReport
    ) async throws -> BuiltSite {
        var report = begun
        let entries = try await report.measure(.parse) {
            try await parse(sources, await known(sources, last))
        }
        let knowledgeBase = await report.measure(.link) { link(sources, entries) }
        guard !knowledgeBase.diagnostics.contains(where: { $0.severity == .fatal }) else {
            throw try await failure(sources, entries, knowledgeBase)
        }
        report.articles = knowledgeBase.articles.count { !$0.isIndex }
        report.diagnostics = knowledgeBase.diagnostics
        let context: SiteContext
        do {
            context = try self.context(knowledgeBase, sources)
        } catch BuildError.content {
            throw try await failure(sources, entries, knowledgeBase)
        }
        let commit = try await SiteCommit(options, last: last?.manifest)
        do {
            var build = SiteBuild(self, sources, context, commit, entries, report)
            return try await build.finish(inputs)
        } catch {
            commit.abandon()
            throw error
        }
    }

    /// Everything that is wrong with content of which no site can be built, what keeps it from that
    /// first.
    private func failure(
        _ sources: Sources, _ entries: [String: BuildCache.Entry], _ knowledgeBase: KnowledgeBase
    ) async throws -> BuildError {
        .content(
            try await findings(sources, entries, knowledgeBase).diagnostics.sorted(
                by: Diagnostic.isMoreUrgent))
    }

    /// What is known of articles from before, as far as it was found under the same settings.
    private func known(_ sources: Sources, _ last: BuiltSite?) async -> [String: BuildCache.Entry] {
        let key = cacheKey(sources)
        if let last { return cacheKey(last.sources) == key ? last.entries : [:] }
        return options.clean ? [:] : await BuildCache(FileSystem.read(file("cache")), key: key).entries
    }

    func link(_ sources: Sources, _ entries: [String: BuildCache.Entry]) -> KnowledgeBase {
        KnowledgeBase(
            settings: sources.settings, files: sources.pages.compactMap { entries[$0]?.parsed },
            viewpoint: .init(date: options.date, drafts: options.drafts), diagnostics: sources.diagnostics)
    }
}
