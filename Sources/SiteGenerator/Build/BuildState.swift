// What the last build was made of, so that the next one can see at a glance that nothing changed.

internal import KnowledgeBase

/// A finished build: all that it was made of, as one digest, and what it had to say.
struct BuildState: Sendable, Equatable {
    private static let version = 2

    /// A digest of every file, the options and the day.
    let inputs: ContentDigest
    /// The name of the help centre, which may come from an article.
    let title: String
    let articles: Int
    let diagnostics: [Diagnostic]
    /// How many diagnostics site.yaml keeps silent.
    let silenced: Int

    init(inputs: ContentDigest, title: String, articles: Int, diagnostics: [Diagnostic], silenced: Int) {
        self.inputs = inputs
        self.title = title
        self.articles = articles
        self.diagnostics = diagnostics
        self.silenced = silenced
    }

    /// Reads a state; an unreadable one counts as none.
    init?(_ bytes: [UInt8]?) {
        guard let bytes else { return nil }
        var reader = ByteReader(bytes)
        guard (try? reader.integer()) == Self.version, let inputs = try? reader.digest(),
            let title = try? reader.text(), let articles = try? reader.integer(),
            let diagnostics = try? reader.list({ reader throws(ByteReader.Unreadable) in
                try Diagnostic(&reader)
            }), let silenced = try? reader.integer()
        else { return nil }
        self.init(
            inputs: inputs, title: title, articles: articles, diagnostics: diagnostics, silenced: silenced)
    }

    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(Self.version)
        writer.write(inputs)
        writer.write(title)
        writer.write(articles)
        writer.write(diagnostics) { writer, diagnostic in diagnostic.write(to: &writer) }
        writer.write(silenced)
        return writer.bytes
    }
}
