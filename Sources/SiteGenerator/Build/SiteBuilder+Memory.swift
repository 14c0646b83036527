// What a build leaves beside the site, so that the next one is cheap.

internal import KnowledgeBase

extension SiteBuilder {
    /// A file of the cache.
    func file(_ ending: String) -> String { "\(options.cacheFolder)/\(options.cacheName).\(ending)" }

    /// Keeps what is known of the articles for the next process.
    func remember(_ entries: [String: BuildCache.Entry], of sources: Sources) async throws {
        let cache = BuildCache(entries: entries)
        try replace("cache", by: try await cache.bytes(key: cacheKey(sources)))
    }

    /// Keeps what the build was made of and what it had to say.
    func remember(_ site: BuiltSite, _ inputs: ContentDigest) throws {
        let state = BuildState(
            inputs: inputs, title: site.context.settings.title, articles: site.report.articles,
            diagnostics: site.report.diagnostics,
            silenced: site.report.silenced)
        try replace("state", by: state.bytes)
    }

    private func replace(_ ending: String, by bytes: [UInt8]) throws {
        try FileSystem.write(bytes, to: file(ending) + ".new")
        try FileSystem.move(file(ending) + ".new", to: file(ending))
    }

    /// The state of the last build, if nothing has changed since: neither what it was made of nor
    /// what it wrote.
    func unchanged(
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
        var settings = sources.settings
        settings.title = state.title
        let theme = try theme(sources, settings, languages: languages)
        return (state, entries.count, SiteLook(theme: theme, settings: settings))
    }

    /// Everything beside the files themselves that parsing and rendering depend on.
    func cacheKey(_ sources: Sources) -> ContentDigest {
        var hasher = ContentDigest.Hasher()
        hasher.add(Self.program)
        hasher.add(sources.siteFile.map(\.bytes) ?? [])
        for (path, bytes) in sources.underscored.sorted(by: { $0.key < $1.key }) {
            hasher.add(path)
            hasher.add(bytes)
        }
        return hasher.finish()
    }

    /// A digest of everything that a build is made of.
    func inputs(_ sources: Sources) -> ContentDigest {
        var hasher = ContentDigest.Hasher()
        hasher.add(cacheKey(sources))
        hasher.add(sources.synonymFile?.bytes ?? [])
        hasher.add(options.baseURL ?? "")
        hasher.add(options.date.daysSince1970)
        hasher.add(options.drafts ? 1 : 0)
        hasher.add(options.compress ? 1 : 0)
        for (path, digest) in zip(sources.pages, sources.digests) {
            hasher.add(path)
            if let digest { hasher.add(digest) }
        }
        for (path, file) in sources.files.sorted(by: { $0.key < $1.key }) {
            hasher.add(path)
            hasher.add(file.digest)
        }
        for diagnostic in sources.diagnostics { hasher.add(diagnostic.description) }
        return hasher.finish()
    }
}
