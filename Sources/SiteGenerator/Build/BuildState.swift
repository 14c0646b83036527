// What the last build was made of, so that the next one can see at a glance that nothing changed.

internal import KnowledgeBase

/// A finished build: all that it was made of, as one digest, and what it had to say.
struct BuildState: Sendable, Equatable {
    private static let version = 1

    /// A digest of every file, the options and the day.
    let inputs: ContentDigest
    let articles: Int
    let diagnostics: [Diagnostic]
    /// How many diagnostics site.yaml keeps silent.
    let silenced: Int

    init(inputs: ContentDigest, articles: Int, diagnostics: [Diagnostic], silenced: Int) {
        self.inputs = inputs
        self.articles = articles
        self.diagnostics = diagnostics
        self.silenced = silenced
    }

    /// Reads a state; an unreadable one counts as none.
    init?(_ bytes: [UInt8]?) {
        guard let bytes else { return nil }
        var reader = ByteReader(bytes)
        guard (try? reader.integer()) == Self.version, let inputs = try? reader.digest(),
            let articles = try? reader.integer(),
            let diagnostics = try? reader.list({ reader throws(ByteReader.Unreadable) in
                try Diagnostic(&reader)
            }), let silenced = try? reader.integer()
        else { return nil }
        self.init(inputs: inputs, articles: articles, diagnostics: diagnostics, silenced: silenced)
    }

    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(Self.version)
        writer.write(inputs)
        writer.write(articles)
        writer.write(diagnostics) { writer, diagnostic in diagnostic.write(to: &writer) }
        writer.write(silenced)
        return writer.bytes
    }
}

extension SiteBuilder {
    /// A digest of everything that a build is made of.
    func inputs(_ sources: Sources) -> ContentDigest {
        var hasher = ContentDigest.Hasher()
        hasher.add(cacheKey(sources))
        hasher.add(sources.synonymFile?.bytes ?? [])
        hasher.add(options.baseURL ?? "")
        hasher.add(options.date.daysSince1970)
        hasher.add(options.drafts ? 1 : 0)
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
