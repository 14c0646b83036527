// Replacing the old site by the new one so that an interruption leaves one of the two, or is
// finished by the next run.

internal import Synchronization

/// Collects the files of a build beside the site, then moves what has changed into place.
///
/// Everything is rendered and written into a staging folder first, which looks as the site will. Then
/// a journal of what goes is written and synchronized; from that moment on the commit can be finished
/// by anybody who finds the journal. Assets come first, so that no page ever names one that is not
/// there. A folder that is new to the site is moved whole. What no build is known to have written is
/// kept aside, where a file of the site takes its place.
final class SiteCommit: Sendable {
    /// The paths of the files that were written and removed, and how many stayed as they were.
    struct Changes {
        var written: [String] = []
        var removed: [String] = []
        var unchanged = 0
        /// The files that no build is known to have written and that had to make way.
        var replaced: [String] = []
        /// Where those lie now.
        var replacedFolder = ""
    }

    private struct State {
        var staged: [String] = []
        var entries: [String: Manifest.Entry] = [:]
        var unchanged = 0
    }

    private let output: String
    /// Whether files of text get neighbours in the gzip format.
    private let compresses: Bool
    private let staging: String
    private let journal: String
    private let manifestPath: String
    /// Where files of others are kept that lay in the way.
    private let replaced: String
    let old: Manifest
    /// What the site consists of, as far as files were added.
    var manifest: Manifest { Manifest(entries: state.withLock(\.entries)) }
    private let state = Mutex(State())
    /// Two builds of one site at once would clear each other's staging folder away.
    private let lock: Int32?

    /// Prepares a commit, and finishes one that was interrupted.
    ///
    /// - Parameter last: what this process wrote last; `nil` for what stands on the disk.
    init(_ options: BuildOptions, last: Manifest? = nil) async throws {
        output = options.output
        compresses = options.compress
        let base = "\(options.cacheFolder)/\(options.cacheName)"
        journal = "\(base).journal"
        manifestPath = "\(base).manifest"
        replaced = "\(base).replaced"
        try FileSystem.makeFolder(options.cacheFolder)
        // Moving between file systems is copying, and a disk may be full in the middle of that.
        staging =
            FileSystem.isOnOneDevice(options.cacheFolder, output)
            ? "\(base).staging" : "\(output)/.porchlight-staging"
        lock = FileSystem.lock("\(base).lock")
        if let bytes = FileSystem.read(journal) {
            try await Self.finish(bytes, output, manifestPath, journal, replaced)
        }
        FileSystem.removeFolder(staging)
        old = last ?? Manifest(FileSystem.read(manifestPath))
    }

    deinit {
        if let lock { FileSystem.unlock(lock) }
    }

    /// Whether a file of the last build was made of the same things and still lies there untouched.
    /// It then stays as it is.
    func keeps(_ path: String, fingerprint: ContentDigest) -> Bool {
        guard let entry = untouched(path), entry.fingerprint == fingerprint else { return false }
        if compresses, Gzip.isWorthwhile(path) {
            guard let neighbour = untouched("\(path).gz"), neighbour.fingerprint == fingerprint else {
                return false
            }
            keep("\(path).gz", neighbour, fingerprint)
        }
        keep(path, entry, fingerprint)
        return true
    }

    /// What the last build wrote at a path, if it still lies there.
    private func untouched(_ path: String) -> Manifest.Entry? {
        old.entries[path].flatMap { FileSystem.stamp("\(output)/\(path)") == $0.stamp ? $0 : nil }
    }

    /// Adds a file of the new site; one with the same bytes as before stays untouched. The first
    /// file for a path is the one that counts.
    func add(_ file: OutputFile, fingerprint: ContentDigest? = nil) throws(BuildError) {
        if state.withLock({ $0.entries[file.path] != nil }) { return }
        try stage(file, fingerprint)
        guard compresses, Gzip.isWorthwhile(file.path) else { return }
        guard let compressed = Gzip.compressed(file.bytes) else {
            throw .unwritable(path: "\(file.path).gz", reason: "there is no memory to compress it")
        }
        try stage(OutputFile(path: "\(file.path).gz", bytes: compressed), fingerprint)
    }

    private func stage(_ file: OutputFile, _ fingerprint: ContentDigest?) throws(BuildError) {
        let digest = ContentDigest(file.bytes)
        if let entry = untouched(file.path), entry.digest == digest {
            return keep(file.path, entry, fingerprint)
        }
        // A copy of the site, or one whose manifest is lost, may have the same bytes all the same.
        if let stamp = FileSystem.stamp("\(output)/\(file.path)"), stamp.size == file.bytes.count,
            FileSystem.read("\(output)/\(file.path)") == file.bytes
        {
            let entry = Manifest.Entry(digest: digest, fingerprint: fingerprint, stamp: stamp)
            return keep(file.path, entry, fingerprint)
        }
        let stamp = try FileSystem.writeInFolder(file.bytes, to: "\(staging)/\(file.path)")
        state.withLock { state in
            state.staged.append(file.path)
            state.entries[file.path] = Manifest.Entry(digest: digest, fingerprint: fingerprint, stamp: stamp)
        }
    }

    private func keep(_ path: String, _ entry: Manifest.Entry, _ fingerprint: ContentDigest?) {
        state.withLock { state in
            state.unchanged += 1
            state.entries[path] = Manifest.Entry(
                digest: entry.digest, fingerprint: fingerprint, stamp: entry.stamp)
        }
    }

    /// Moves everything into place.
    ///
    /// - Returns: the paths of the files that were written and removed, and how many stayed.
    func finish() async throws -> Changes {
        let (staged, unchanged) = state.withLock { ($0.staged, $0.unchanged) }
        let manifest = manifest
        let removals = old.entries.keys.filter { manifest.entries[$0] == nil }.sorted()
        guard !staged.isEmpty || !removals.isEmpty || manifest != old else {
            FileSystem.removeFolder(staging)
            return Changes(unchanged: unchanged)
        }
        let foreign = try foreignFiles(staged)
        var writer = ByteWriter()
        writer.write(staging)
        writer.write(removals) { $0.write($1) }
        writer.write(foreign) { $0.write($1) }
        try FileSystem.write(manifest.bytes, to: "\(manifestPath).new", synchronize: true)
        try FileSystem.makeFolder(output)
        try FileSystem.write(writer.bytes, to: "\(journal).new", synchronize: true)
        try FileSystem.move("\(journal).new", to: journal)
        try await Self.finish(writer.bytes, output, manifestPath, journal, replaced)
        return Changes(
            written: staged.sorted(), removed: removals, unchanged: unchanged, replaced: foreign,
            replacedFolder: replaced)
    }

    /// The files that lie where staged ones go and that no build is known to have written.
    ///
    /// - Throws: `BuildError` where a link would lead out of the site.
    private func foreignFiles(_ staged: [String]) throws(BuildError) -> [String] {
        guard FileSystem.isFolder(output) else { return [] }
        var known: [Substring: Bool] = ["": true]
        var foreign: [String] = []
        for path in staged where try isThere(folderOf(path), &known) {
            if old.entries[path] == nil, FileSystem.stamp("\(output)/\(path)") != nil { foreign.append(path) }
        }
        return foreign.sorted()
    }

    /// Whether a folder of the site is there; asked once for each.
    private func isThere(_ folder: Substring, _ known: inout [Substring: Bool]) throws(BuildError) -> Bool {
        if let answer = known[folder] { return answer }
        let path = "\(output)/\(folder)"
        if FileSystem.isLink(path) {
            throw .unwritable(path: path, reason: "a symbolic link is in its place, and may lead anywhere")
        }
        let answer = try isThere(folderOf(folder), &known) && FileSystem.isFolder(path)
        known[folder] = answer
        return answer
    }

    private func folderOf(_ path: some StringProtocol) -> Substring {
        let path = Substring(path)
        return path.lastIndex(of: "/").map { path[..<$0] } ?? ""
    }

    /// Gives the build up: the site stays as it was.
    func abandon() {
        FileSystem.removeFolder(staging)
    }

    /// Does what a journal says; what is done already is passed over.
    private static func finish(
        _ journalBytes: [UInt8], _ output: String, _ manifestPath: String, _ journal: String,
        _ replaced: String
    ) async throws {
        var reader = ByteReader(journalBytes)
        guard let staging = try? reader.text(),
            let removals = try? reader.list({ reader throws(ByteReader.Unreadable) in try reader.text() }),
            let foreign = try? reader.list({ reader throws(ByteReader.Unreadable) in try reader.text() }),
            reader.isAtEnd
        else {
            _ = FileSystem.remove(journal)
            return
        }
        for path in foreign where FileSystem.stamp("\(staging)/\(path)") != nil {
            // What is still staged has not taken the other's place yet.
            guard FileSystem.stamp("\(output)/\(path)") != nil else { continue }
            try FileSystem.makeFolder(around: "\(replaced)/\(path)")
            try FileSystem.move("\(output)/\(path)", to: "\(replaced)/\(path)")
        }
        let going = Set(removals)
        for paths in [["assets"], FileSystem.names(in: staging)] {
            let files = try moveFolders(paths, from: staging, to: output, going)
            _ = try await files.parallelMap(chunk: 256) { path in
                try FileSystem.move("\(staging)/\(path)", to: "\(output)/\(path)")
            }
        }
        for path in removals {
            _ = FileSystem.remove("\(output)/\(path)")
            removeEmptyFolders(above: path, in: output)
        }
        if FileSystem.stamp("\(manifestPath).new") != nil {
            try FileSystem.move("\(manifestPath).new", to: manifestPath)
        }
        _ = FileSystem.remove(journal)
        FileSystem.removeFolder(staging)
    }

    /// Moves the staged folders whole that the site does not have.
    ///
    /// - Parameters:
    ///   - paths: what to look at, and all that is in it.
    ///   - going: the files that the site is to lose. One of them may lie where a folder comes.
    /// - Returns: the staged files whose folders were there already.
    private static func moveFolders(
        _ paths: [String], from staging: String, to output: String, _ going: Set<String>
    ) throws(BuildError) -> [String] {
        var files: [String] = []
        var paths = paths
        while let path = paths.popLast() {
            guard FileSystem.isFolder("\(staging)/\(path)") else {
                if FileSystem.stamp("\(staging)/\(path)") != nil { files.append(path) }
                continue
            }
            if going.contains(path) { _ = FileSystem.remove("\(output)/\(path)") }
            if FileSystem.rename("\(staging)/\(path)", to: "\(output)/\(path)") { continue }
            try FileSystem.makeFolder("\(output)/\(path)")
            paths += FileSystem.names(in: "\(staging)/\(path)").map { "\(path)/\($0)" }
        }
        return files
    }

    private static func removeEmptyFolders(above path: String, in output: String) {
        var rest = path[...]
        while let slash = rest.lastIndex(of: "/") {
            rest = rest[..<slash]
            guard FileSystem.removeIfEmpty("\(output)/\(rest)") else { return }
        }
    }
}
