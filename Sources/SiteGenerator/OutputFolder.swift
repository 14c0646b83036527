// The disk side of a build: only changed files are written, only our own are ever deleted.

public import FoundationEssentials

/// The folder that a site is built into.
public struct OutputFolder: Sendable {
    /// Where it lies.
    public let url: URL
    /// Where the list of the files that the last build wrote is kept.
    public let manifestURL: URL

    /// How many files a build touched.
    public struct Changes: Sendable, Equatable {
        /// New files, and files with other bytes than before.
        public var written = 0
        /// Files that the last build wrote and this one has not.
        public var removed = 0
        /// Files that stayed as they were.
        public var unchanged = 0
    }

    /// A folder, which need not exist yet. Its manifest lies in `.porchlight/` beside it.
    public init(_ url: URL) {
        self.url = url
        manifestURL = url.deletingLastPathComponent()
            .appending(path: ".porchlight/build/\(url.lastPathComponent).manifest.json")
    }

    /// Makes the folder hold these files. Each is written beside its place and renamed.
    ///
    /// - Throws: the file system's error; files written before it stay.
    public func write(_ files: [OutputFile]) throws -> Changes {
        let manager = FileManager.default
        let earlier = (try? JSONDecoder().decode([String].self, from: Data(contentsOf: manifestURL))) ?? []
        var changes = Changes()
        for file in files {
            let target = url.appending(path: file.path)
            if let existing = try? Data(contentsOf: target), existing.elementsEqual(file.bytes) {
                changes.unchanged += 1
                continue
            }
            try manager.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: target, options: .atomic)
            changes.written += 1
        }
        let paths = Set(files.map(\.path))
        for path in earlier where !paths.contains(path) {
            guard (try? manager.removeItem(at: url.appending(path: path))) != nil else { continue }
            changes.removed += 1
        }
        try manager.createDirectory(
            at: manifestURL.deletingLastPathComponent(), withIntermediateDirectories: true)
        try JSONEncoder().encode(paths.sorted()).write(to: manifestURL, options: .atomic)
        return changes
    }
}
