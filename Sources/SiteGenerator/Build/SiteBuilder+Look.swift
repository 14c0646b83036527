// The look of a site, without building it.

internal import KnowledgeBase

extension SiteBuilder {
    /// What the server needs to make pages of its own, from `site.yaml` and `_theme/` alone; the
    /// program's own where there is no content folder.
    ///
    /// - Throws: ``BuildError`` when they cannot be used.
    public func look() async throws -> SiteLook {
        guard FileSystem.isFolder(options.content) else { return try SiteLook.plain() }
        var sources = Sources()
        let listing = folder.list()
        if listing.files.contains("site.yaml") {
            guard let file = folder.read("site.yaml") else {
                throw BuildError.content([Self.unreadable("site.yaml")])
            }
            let diagnostics: [Diagnostic]
            (sources.settings, diagnostics) = SiteSettings.parse(file)
            let fatal = diagnostics.filter { $0.severity == .fatal }
            guard fatal.isEmpty else { throw BuildError.content(fatal) }
        }
        for path in listing.underscored where path.hasPrefix("_theme/") {
            guard let file = folder.read(path) else { throw BuildError.content([Self.unreadable(path)]) }
            sources.underscored[path] = file.bytes
        }
        var settings = sources.settings
        // A site without a name has that of its front page, which the last build has noted.
        if !settings.hasTitle, let state = BuildState(FileSystem.read(file("state"))) {
            settings.title = state.title
        }
        let languages = settings.languages.isEmpty ? [settings.language] : settings.languages
        return SiteLook(
            theme: try theme(sources, settings, languages: languages), settings: settings)
    }
}
