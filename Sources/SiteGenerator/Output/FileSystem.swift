// The few things that a build does with files, with errors that say what to mend.

internal import Glibc

/// Files and folders by their paths.
package enum FileSystem {
    /// What tells whether a file is still the one that was written.
    package struct Stamp: Sendable, Equatable {
        let size: Int
        package let modifiedNanoseconds: Int

        package init(size: Int, modifiedNanoseconds: Int) {
            self.size = size
            self.modifiedNanoseconds = modifiedNanoseconds
        }

        fileprivate init(_ status: stat) {
            size = Int(status.st_size)
            modifiedNanoseconds = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
        }
    }

    /// A file's stamp; `nil` when there is no regular file.
    package static func stamp(_ path: String) -> Stamp? {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Stamp(status)
    }

    /// A folder's whole path with a slash at its end, links followed as far as it is there.
    static func place(of path: String) -> String {
        guard let known = realpath(path, nil) else {
            let slash = path.lastIndex(of: "/")
            let parent = slash.map { String(path[..<$0]) } ?? "."
            let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
            guard parent != path else { return path }
            return place(of: parent.isEmpty ? "/" : parent) + (name.isEmpty ? "" : "\(name)/")
        }
        defer { free(known) }
        let place = String(cString: known)
        return place == "/" ? place : "\(place)/"
    }

    /// Takes a lock, after whoever holds it (flock(2)).
    ///
    /// - Returns: what gives it back when it is closed; `nil` where there can be none.
    static func lock(_ path: String) -> Int32? {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return nil }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                close(descriptor)
                return nil
            }
        }
        return descriptor
    }

    static func unlock(_ descriptor: Int32) {
        close(descriptor)
    }

    /// Where the running program lies (proc(5), /proc/self/exe).
    static var programPath: String? {
        guard let path = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// A file's bytes; `nil` when it cannot be read.
    package static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        let size = Int(status.st_size)
        var bytes = [UInt8](repeating: 0, count: size)
        var count = 0
        while count < size {
            let got = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
            }
            guard got > 0 else { return nil }
            count += got
        }
        return bytes
    }

    /// Writes a new file.
    ///
    /// - Parameter synchronize: whether to wait until it is on the disk.
    /// - Returns: its stamp.
    @discardableResult
    static func write(
        _ bytes: [UInt8], to path: String, synchronize: Bool = false
    ) throws(BuildError) -> Stamp {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw unwritable(path) }
        var failure: BuildError?
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count, failure == nil {
                let count = Glibc.write(
                    descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                if count < 0 { failure = unwritable(path) } else { written += count }
            }
        }
        if synchronize, failure == nil, fsync(descriptor) != 0 { failure = unwritable(path) }
        var status = stat()
        if fstat(descriptor, &status) != 0, failure == nil { failure = unwritable(path) }
        if close(descriptor) != 0, failure == nil { failure = unwritable(path) }
        if let failure { throw failure }
        return Stamp(status)
    }

    /// Writes a new file, and makes the folder for it where there is none.
    ///
    /// - Returns: its stamp.
    static func writeInFolder(_ bytes: [UInt8], to path: String) throws(BuildError) -> Stamp {
        do {
            return try write(bytes, to: path)
        } catch {
            let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
            // Another file's task may have made it meanwhile: then it is enough to write again.
            if !isFolder(folder) { try makeFolder(folder) }
            return try write(bytes, to: path)
        }
    }

    /// Writes a file beside the one that is there, then puts it in its place.
    ///
    /// - Returns: its stamp.
    static func replace(_ path: String, by bytes: [UInt8]) throws(BuildError) -> Stamp {
        let neighbour = "\(path).porchlight-new"
        let stamp = try write(bytes, to: neighbour)
        guard rename(neighbour, to: path) else { throw unwritable(path) }
        return stamp
    }

    /// Puts a file in another's place in one step; across file systems by way of a neighbour.
    static func move(_ source: String, to target: String) throws(BuildError) {
        if rename(source, to: target) { return }
        guard errno == EXDEV else { throw unwritable(target) }
        guard let bytes = read(source) else { throw unwritable(source) }
        let neighbour = "\(target).porchlight-new"
        try write(bytes, to: neighbour)
        guard rename(neighbour, to: target) else { throw unwritable(target) }
        unlink(source)
    }

    /// Puts a file in another's place in one step, or a folder where nothing is (rename(2)).
    ///
    /// - Returns: whether that was possible.
    static func rename(_ source: String, to target: String) -> Bool {
        Glibc.rename(source, target) == 0
    }

    /// Makes a folder and those around it.
    static func makeFolder(_ path: String) throws(BuildError) {
        if mkdir(path, 0o755) == 0 { return }
        if errno == EEXIST {
            if isFolder(path) { return }
            throw .unwritable(path: path, reason: "a file is in its place")
        }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw unwritable(path)
        }
        try makeFolder(String(path[..<slash]))
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw unwritable(path) }
    }

    /// Makes the folder that a file goes into.
    static func makeFolder(around path: String) throws(BuildError) {
        try makeFolder(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".")
    }

    /// Whether a path is a symbolic link.
    static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Whether files can be moved from one folder to another; of a folder that is not there yet,
    /// the one counts that it will be made in.
    static func isOnOneDevice(_ a: String, _ b: String) -> Bool {
        func device(_ path: String) -> dev_t? {
            var path = place(of: path)
            var status = stat()
            while stat(path, &status) != 0 {
                guard let slash = path.dropLast().lastIndex(of: "/") else { return nil }
                path = String(path[...slash])
            }
            return status.st_dev
        }
        return device(a) == device(b)
    }

    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Removes a file; one that is not there counts as removed.
    static func remove(_ path: String) -> Bool {
        unlink(path) == 0 || errno == ENOENT
    }

    /// Removes a folder if nothing is in it.
    static func removeIfEmpty(_ path: String) -> Bool {
        rmdir(path) == 0
    }

    /// Removes a folder with all that is in it; links are removed, not followed.
    static func removeFolder(_ path: String) {
        for name in names(in: path) where unlink("\(path)/\(name)") != 0 { removeFolder("\(path)/\(name)") }
        rmdir(path)
    }

    /// The names in a folder; none when there is no folder.
    static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func unwritable(_ path: String) -> BuildError {
        .unwritable(path: path, reason: String(cString: strerror(errno)).lowercased())
    }
}
