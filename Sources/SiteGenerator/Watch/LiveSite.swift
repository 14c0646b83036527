// A site that is kept built while somebody writes: the page that was saved at once, the rest after it.

internal import KnowledgeBase

/// Keeps a site built in one process. The page of a text that was saved is written within
/// milliseconds; lists, lints and index follow.
public actor LiveSite {
    /// What became of a change.
    public enum Update: Sendable {
        /// Pages were written whose texts alone have changed, by their addresses. The rest of the
        /// site follows.
        case pages([String])
        /// The whole site was built.
        case site(BuildReport, SiteLook)
        /// The site could not be built; the one from before is still there.
        case failure(BuildError)
    }

    /// More pages than this are not written one by one before the rest.
    private static let maximumPages = 16

    /// How long the rest of the site waits for browsers to show a page that was written.
    private static let headStart = Duration.milliseconds(250)

    /// How often a tree is looked at that changes while it is read, and how long it may settle.
    private static let attempts = 20
    private static let pause = Duration.milliseconds(100)

    private let builder: SiteBuilder
    private var site: BuiltSite?
    /// What has changed since the site was built; `nil` when that is not known.
    private var unbuilt: Set<String>? = []

    /// A site that is not built yet.
    public init(_ options: BuildOptions) {
        builder = SiteBuilder(options)
    }

    /// Builds the site, then builds it again whenever something changes.
    ///
    /// - Parameters:
    ///   - changes: from a ``FolderWatcher``; the work ends when they do.
    ///   - tell: is told what became of each.
    public func keepBuilt(
        _ changes: AsyncStream<FolderWatcher.Change>, tell: @escaping @Sendable (Update) async -> Void
    ) async {
        var building = Task { await self.build(tell) }
        for await change in changes {
            // What was about to be built is out of date.
            building.cancel()
            await building.value
            note(change)
            var isWritten = false
            if case .files(let files) = change, let pages = try? refresh(files) {
                await tell(.pages(pages))
                isWritten = true
            }
            building = Task { [isWritten] in
                if isWritten { try? await Task.sleep(for: Self.headStart) }
                await self.build(tell)
            }
        }
        building.cancel()
        await building.value
    }

    private func note(_ change: FolderWatcher.Change) {
        switch change {
        case .anything: unbuilt = nil
        case .files(let files): unbuilt?.formUnion(files)
        }
    }

    /// Builds all that has changed.
    private func build(_ tell: @Sendable (Update) async -> Void) async {
        for attempt in 1... {
            do {
                try Task.checkCancellation()
                let site = try await buildSite()
                return await tell(.site(site.report, site.look))
            } catch is CancellationError {
                // The next change builds it.
                return
            } catch BuildError.content(let found) where attempt < Self.attempts && isMoving(found) {
                // A file went away between being listed and being read: look again.
                unbuilt = nil
                try? await Task.sleep(for: Self.pause)
            } catch let error as BuildError {
                return await tell(.failure(error))
            } catch {
                return await tell(.failure(.unwritable(path: builder.options.output, reason: "\(error)")))
            }
        }
    }

    /// Whether something could not be read because it is not there any more.
    private func isMoving(_ found: [Diagnostic]) -> Bool {
        found.contains { one in
            one.code == "unreadable-file"
                && FileSystem.stamp("\(builder.options.content)/\(one.file)") == nil
        }
    }

    private func buildSite() async throws -> BuiltSite {
        var report = BuildReport(nil)
        let (last, changed) = (site, unbuilt)
        let sources = try await report.measure(.scan) { [builder] in
            try await builder.scan(after: changed == nil ? nil : last?.sources, changed: changed ?? [])
        }
        let inputs = builder.inputs(sources)
        let built = try await builder.build(sources, inputs, after: last, report)
        site = built
        unbuilt = []
        return built
    }

    /// Writes the pages of articles of which nothing but the text has changed.
    ///
    /// - Returns: their addresses; `nil` when more has changed than that.
    private func refresh(_ files: Set<String>) throws -> [String]? {
        guard var site, files.count <= Self.maximumPages else { return nil }
        var addresses: [String] = []
        for path in files.sorted() {
            guard let page = try refresh(path, in: &site) else { return nil }
            addresses += [page].filter { !$0.isEmpty }
        }
        self.site = site
        return addresses
    }

    /// Writes an article's page.
    ///
    /// - Returns: its address, empty when the file is as it was; `nil` when more than a text has
    ///   changed.
    private func refresh(_ path: String, in site: inout BuiltSite) throws -> String? {
        let context = site.context
        guard let old = site.entries[path], let position = context.knowledgeBase.position(ofPath: path),
            !context.knowledgeBase.articles[position].isIndex, let file = builder.folder.read(path)
        else { return nil }
        var entry = BuildCache.Entry(file)
        if entry.digest == old.digest { return "" }
        guard entry.parsed.differsInTextAlone(from: old.parsed) else { return nil }
        let article = context.knowledgeBase.articles[position]
        let page = builder.page(of: article, file, entry.digest, context.frame(of: position), context)
        for file in page.files {
            guard site.manifest.entries[file.path] != nil else { return nil }
            let stamp = try FileSystem.replace(
                "\(builder.options.output)/\(file.path)", by: file.bytes)
            site.manifest.entries[file.path] = Manifest.Entry(
                digest: ContentDigest(file.bytes), fingerprint: page.fingerprint, stamp: stamp)
        }
        entry.findings = page.findings
        site.entries[path] = entry
        return article.address
    }
}
