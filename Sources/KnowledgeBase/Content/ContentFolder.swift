// The disk side of the knowledge base: which files a content folder holds, and their bytes.

internal import Glibc

/// A content folder on disk.
public struct ContentFolder: Sendable {
    /// What was found in the folder.
    public struct Listing: Sendable, Equatable {
        /// Markdown files that become pages.
        public var pages: [String] = []
        /// Other files beside them: images, downloads.
        public var files: [String] = []
        /// Files below the folders whose names begin with `_`: theme, snippets, static files.
        public var underscored: [String] = []
        /// What cannot be read, and links that are not followed.
        public var diagnostics: [Diagnostic] = []
    }

    /// Where it lies.
    public let path: String

    /// A folder that need not exist yet.
    public init(path: String) {
        self.path = path
    }

    /// Lists every file. Names that begin with `.` are passed over; symbolic links are not followed,
    /// because they may lead out of the tree.
    public func list() -> Listing {
        var listing = Listing()
        list(below: "", into: &listing)
        return listing
    }

    private func list(below folder: String, into listing: inout Listing) {
        guard let directory = opendir(folder.isEmpty ? path : "\(path)/\(folder)") else {
            let name = folder.isEmpty ? path : folder
            listing.diagnostics.append(
                Diagnostic("unreadable-file", .fatal, file: name, "the folder cannot be opened."))
            return
        }
        var entries: [(name: String, type: Int32)] = []
        while let entry = readdir(directory) {
            let type = Int32(entry.pointee.d_type)
            let (name, isText) = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    (String(cString: $0), String(validatingCString: $0) != nil)
                }
            }
            if name.hasPrefix(".") { continue }
            if isText {
                entries.append((name, type))
            } else {
                listing.diagnostics.append(
                    Diagnostic(
                        "invalid-name", .fatal, file: folder.isEmpty ? name : "\(folder)/\(name)",
                        "the file's name is not text in UTF-8: give it another one."))
            }
        }
        closedir(directory)
        for (name, type) in entries.sorted(by: { $0.name < $1.name }) {
            let relative = folder.isEmpty ? name : "\(folder)/\(name)"
            switch kind(of: relative, type) {
            case Int32(DT_DIR): list(below: relative, into: &listing)
            case Int32(DT_REG): sort(relative, into: &listing)
            case Int32(DT_LNK):
                listing.diagnostics.append(
                    Diagnostic(
                        "symbolic-link", .warning, file: relative,
                        "symbolic links are not followed: put the file itself here."))
            default: continue
            }
        }
    }

    private func sort(_ relative: String, into listing: inout Listing) {
        if relative.split(separator: "/").contains(where: { $0.hasPrefix("_") }) {
            listing.underscored.append(relative)
        } else if relative.hasSuffix(".md") {
            listing.pages.append(relative)
        } else {
            listing.files.append(relative)
        }
    }

    /// The type of a directory entry; some file systems do not say it in the listing.
    private func kind(of relative: String, _ type: Int32) -> Int32 {
        guard type == Int32(DT_UNKNOWN) else { return type }
        var status = stat()
        guard lstat("\(path)/\(relative)", &status) == 0 else { return type }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return Int32(DT_DIR)
        case S_IFREG: return Int32(DT_REG)
        case S_IFLNK: return Int32(DT_LNK)
        default: return type
        }
    }

    /// Reads a file whole; `nil` when it cannot be opened or read. A link in its place is not
    /// followed.
    public func read(_ relative: String) -> SourceFile? {
        let descriptor = open("\(path)/\(relative)", O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        let size = Int(status.st_size)
        var isComplete = true
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            count = 0
            while count < size {
                let read = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
                guard read > 0 else { break }
                count += read
            }
            isComplete = count == size
        }
        return isComplete ? SourceFile(path: relative, bytes: bytes) : nil
    }
}
