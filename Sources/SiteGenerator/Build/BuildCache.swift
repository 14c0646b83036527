// What a build keeps of each article, so that the next one reads only what has changed.

internal import KnowledgeBase
internal import Markdown

/// The parsed articles of an earlier build, by their paths.
struct BuildCache: Sendable {
    /// What is known of an article.
    struct Entry: Sendable {
        /// The digest of the file.
        let digest: ContentDigest
        let parsed: ParsedFile
        /// `nil` for an article that has never been rendered.
        var findings: ArticleFindings?

        init(digest: ContentDigest, parsed: ParsedFile, findings: ArticleFindings?) {
            self.digest = digest
            self.parsed = parsed
            self.findings = findings
        }

        /// Parses a file.
        init(_ file: SourceFile) {
            self.init(digest: ContentDigest(file.bytes), parsed: ParsedFile(file), findings: nil)
        }
    }

    private static let version = 4
    /// So many articles stand in a part of the file; parts are read and written side by side.
    private static let partLength = 512

    var entries: [String: Entry] = [:]

    /// What is known.
    init(entries: [String: Entry] = [:]) {
        self.entries = entries
    }

    /// Reads a cache; one of another program or for other settings counts as empty.
    ///
    /// - Parameter key: a digest of everything beside the files that parsing depends on.
    init(_ bytes: [UInt8]?, key: ContentDigest) async {
        guard let bytes else { return }
        var reader = ByteReader(bytes)
        guard (try? reader.integer()) == Self.version, (try? reader.digest()) == key,
            let parts = try? reader.list({ reader throws(ByteReader.Unreadable) in try reader.run() }),
            let lists = try? await parts.parallelMap(
                chunk: 1,
                { part in
                    var reader = ByteReader(part)
                    return try reader.list { reader throws(ByteReader.Unreadable) in
                        (path: try reader.text(), entry: try Entry(&reader))
                    }
                })
        else { return }
        entries = Dictionary(
            lists.lazy.flatMap { $0 }.map { ($0.path, $0.entry) }, uniquingKeysWith: { _, last in last })
    }

    /// The cache's bytes.
    func bytes(key: ContentDigest) async throws -> [UInt8] {
        let sorted = entries.sorted { $0.key < $1.key }
        let starts = Array(stride(from: 0, to: sorted.count, by: Self.partLength))
        let parts = try await starts.parallelMap(chunk: 1) { start in
            var writer = ByteWriter()
            writer.write(Array(sorted[start..<min(start + Self.partLength, sorted.count)])) { writer, entry in
                writer.write(entry.key)
                entry.value.write(to: &writer)
            }
            return writer.bytes
        }
        var writer = ByteWriter()
        writer.write(Self.version)
        writer.write(key)
        writer.write(parts) { $0.write($1) }
        return writer.bytes
    }
}

extension BuildCache.Entry {
    fileprivate init(_ reader: inout ByteReader) throws(ByteReader.Unreadable) {
        digest = try reader.digest()
        parsed = try ParsedFile(&reader)
        findings = try reader.optional { reader throws(ByteReader.Unreadable) in try ArticleFindings(&reader)
        }
    }

    fileprivate func write(to writer: inout ByteWriter) {
        writer.write(digest)
        parsed.write(to: &writer)
        writer.write(findings) { writer, findings in findings.write(to: &writer) }
    }
}

extension ArticleFindings {
    fileprivate init(_ reader: inout ByteReader) throws(ByteReader.Unreadable) {
        self.init()
        links = try reader.list { reader throws(ByteReader.Unreadable) in
            Link(
                destination: try reader.text(), isImage: try reader.flag(), hasText: try reader.flag(),
                isBareAddress: try reader.flag(),
                snippet: try reader.optional { reader throws(ByteReader.Unreadable) in try reader.text() },
                line: try reader.integer(), column: try reader.integer())
        }
        headings = try reader.list { reader throws(ByteReader.Unreadable) in
            Heading(
                level: try reader.integer(), id: try reader.text(), title: try reader.text(),
                snippet: try reader.optional { reader throws(ByteReader.Unreadable) in try reader.text() },
                line: try reader.integer())
        }
        anchors = try reader.list { reader throws(ByteReader.Unreadable) in try reader.text() }
        snippets = try reader.list { reader throws(ByteReader.Unreadable) in try reader.text() }
        problems = try reader.list { reader throws(ByteReader.Unreadable) in try Diagnostic(&reader) }
    }

    fileprivate func write(to writer: inout ByteWriter) {
        writer.write(links) { writer, link in
            writer.write(link.destination)
            writer.write(link.isImage)
            writer.write(link.hasText)
            writer.write(link.isBareAddress)
            writer.write(link.snippet) { $0.write($1) }
            writer.write(link.line)
            writer.write(link.column)
        }
        writer.write(headings) { writer, heading in
            writer.write(heading.level)
            writer.write(heading.id)
            writer.write(heading.title)
            writer.write(heading.snippet) { $0.write($1) }
            writer.write(heading.line)
        }
        writer.write(anchors) { $0.write($1) }
        writer.write(snippets) { $0.write($1) }
        writer.write(problems) { writer, problem in problem.write(to: &writer) }
    }
}
