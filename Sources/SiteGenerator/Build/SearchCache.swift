// What a build keeps of the analyses of articles, so that the next one analyses only what changed.

internal import SearchIndex

/// The analyses of an earlier build, by the paths of their articles.
struct SearchCache: Sendable {
    struct Entry: Sendable {
        /// A digest of all that the analysis was made of.
        let key: ContentDigest
        let analysis: ArticleAnalysis
    }

    private static let version = 1

    var entries: [String: Entry] = [:]

    /// Reads a cache; an unreadable one counts as empty.
    init(_ bytes: [UInt8]?) {
        guard let bytes else { return }
        var reader = ByteReader(bytes)
        guard (try? reader.integer()) == Self.version,
            let list = try? reader.list({ reader throws(ByteReader.Unreadable) in
                (path: try reader.text(), key: try reader.digest(), bytes: try reader.run())
            })
        else { return }
        for (path, key, bytes) in list {
            entries[path] = Entry(key: key, analysis: ArticleAnalysis(kept: bytes))
        }
    }

    /// The cache's bytes.
    var bytes: [UInt8] {
        let lengths = entries.reduce(0) { $0 + $1.key.utf8.count + $1.value.analysis.bytes.count + 64 }
        var writer = ByteWriter(capacity: lengths)
        writer.write(Self.version)
        writer.write(entries.sorted { $0.key < $1.key }) { writer, entry in
            writer.write(entry.key)
            writer.write(entry.value.key)
            writer.write(entry.value.analysis.bytes)
        }
        return writer.bytes
    }
}
