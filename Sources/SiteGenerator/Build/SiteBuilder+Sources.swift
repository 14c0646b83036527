// The first stages: what lies in the content folder, and what the articles say.

internal import KnowledgeBase

extension SiteBuilder {
    /// Everything that a build starts from.
    struct Sources: Sendable {
        /// The paths of the Markdown files.
        var pages: [String] = []
        /// The digest of each of them; `nil` for one that cannot be read.
        var digests: [ContentDigest?] = []
        /// The other files beside them.
        var files: [String: ContentFile] = [:]
        /// The files below `_theme`, `_snippets` and `_static`.
        var underscored: [String: [UInt8]] = [:]
        var siteFile: SourceFile?
        var synonymFile: SourceFile?
        var settings = SiteSettings()
        var diagnostics: [Diagnostic] = []

        /// The texts below `_snippets`, by their names without ending.
        var snippets: [String: String] {
            var snippets: [String: String] = [:]
            for (path, bytes) in underscored where path.hasPrefix("_snippets/") && path.hasSuffix(".md") {
                let name = path.dropFirst("_snippets/".count).dropLast(".md".count)
                snippets[String(name)] = String(decoding: bytes, as: UTF8.self)
            }
            return snippets
        }

        /// The files below `_static`, in the order of their paths.
        var staticFiles: [(path: String, bytes: [UInt8])] {
            underscored.filter { $0.key.hasPrefix("_static/") }.sorted { $0.key < $1.key }.map {
                (String($0.key.dropFirst("_static/".count)), $0.value)
            }
        }
    }

    /// Files of the top that are settings and no part of the site.
    private static let settingsFiles: Set = ["site.yaml", "desk.yaml", "synonyms.yaml"]

    func scan() async throws -> Sources {
        guard FileSystem.isFolder(options.content) else { throw BuildError.noContent(path: options.content) }
        let listing = folder.list()
        var sources = Sources()
        sources.pages = listing.pages
        sources.digests = try await listing.pages.parallelMap { [folder] path in
            folder.read(path).map { ContentDigest($0.bytes) }
        }
        sources.diagnostics = listing.diagnostics
        if listing.files.contains("site.yaml") {
            guard let file = folder.read("site.yaml") else {
                throw BuildError.content([Self.unreadable("site.yaml")])
            }
            sources.siteFile = file
            let (settings, diagnostics) = SiteSettings.parse(file)
            sources.settings = settings
            sources.diagnostics += diagnostics
        }
        if listing.files.contains(SynonymFile.name), let file = folder.read(SynonymFile.name) {
            sources.synonymFile = file
            sources.diagnostics += SynonymFile(file).diagnostics
        }
        if let base = options.baseURL, !sources.settings.use(baseURL: base) {
            throw BuildError.baseURL(base)
        }
        for path in listing.underscored {
            guard ["_theme/", "_snippets/", "_static/"].contains(where: path.hasPrefix) else { continue }
            guard let file = folder.read(path) else { throw BuildError.content([Self.unreadable(path)]) }
            sources.underscored[path] = file.bytes
        }
        let others = listing.files.filter { !Self.settingsFiles.contains($0) }
        let found = try await others.parallelMap { [folder] path -> ContentFile? in
            guard let file = folder.read(path) else { return nil }
            return ContentFile(
                path: path, digest: ContentDigest(file.bytes), length: file.bytes.count,
                size: ImageSize(file.bytes))
        }
        for (path, file) in zip(others, found) {
            if let file {
                sources.files[path] = file
            } else {
                sources.diagnostics.append(Self.unreadable(path))
            }
        }
        return sources
    }

    /// Reads and parses every article; one whose file has not changed is taken from the cache.
    func parse(_ sources: Sources, _ cache: BuildCache) async throws -> [String: BuildCache.Entry] {
        let known = zip(sources.pages, sources.digests).map { path, digest in
            (path: path, entry: cache.entries[path].flatMap { $0.digest == digest ? $0 : nil })
        }
        let entries = try await known.parallelMap { [folder] path, entry -> BuildCache.Entry in
            if let entry { return entry }
            guard let file = folder.read(path) else {
                let parsed = ParsedFile(
                    path: path, matter: FrontMatter(), headingTitle: nil, bodyStart: 0, bodyLine: 1,
                    diagnostics: [Self.unreadable(path)])
                return BuildCache.Entry(digest: ContentDigest([]), parsed: parsed, findings: nil)
            }
            return BuildCache.Entry(
                digest: ContentDigest(file.bytes), parsed: ParsedFile(file), findings: nil)
        }
        return Dictionary(zip(sources.pages, entries), uniquingKeysWith: { first, _ in first })
    }

    static func unreadable(_ path: String) -> Diagnostic {
        Diagnostic("unreadable-file", .fatal, file: path, "the file cannot be read.")
    }
}
