// Attached files by the digest of their bytes.
//
// They lie beside the database and not in it: a row of many megabytes would be written twice (to the
// log, then to the table), would keep the one writer from everybody's tickets meanwhile, and would
// stand in memory as a whole. A file is written and fsynced before the row that speaks of it.

internal import FoundationEssentials
internal import Glibc
internal import TicketStore
internal import Tickets

/// A folder of files, each under its digest, readable by their owner alone.
struct FileFolder: Sendable {
    let path: String

    /// How many bytes are read at once.
    private static let pieceBytes = 64 * 1024

    /// `files/ab/abcd…`: a folder never has more than some hundredths of all files.
    func path(of digest: ContentDigest) -> String {
        "\(path)/\(digest.description.prefix(2))/\(digest)"
    }

    /// Writes bytes to a file that has no name in the store yet, and waits for the disk.
    ///
    /// - Returns: what it holds, and where it lies.
    func write(
        _ next: () async throws -> [UInt8]?
    ) async throws -> (file: StoredFile, temporaryPath: String) {
        try makeFolder(path)
        let temporaryPath = "\(path)/.\(UUID().uuidString)"
        let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure() }
        do {
            defer { close(descriptor) }
            var digest = FileDigest()
            while let piece = try await next() {
                try Self.write(piece, to: descriptor)
                digest.take(piece)
            }
            guard fsync(descriptor) == 0 else { throw Self.failure() }
            return (digest.file, temporaryPath)
        } catch {
            unlink(temporaryPath)
            throw error
        }
    }

    /// Gives a written file its name; bytes that are there already are replaced by themselves.
    func name(_ temporaryPath: String, _ digest: ContentDigest) throws {
        let place = path(of: digest)
        let folder = "\(path)/\(digest.description.prefix(2))"
        try makeFolder(folder)
        guard rename(temporaryPath, place) == 0 else { throw Self.failure() }
        try Self.syncFolder(folder)
    }

    func remove(_ digest: ContentDigest) {
        unlink(path(of: digest))
    }

    /// Files that have no name in the store: uploads that are coming in, or that a crash cut off.
    ///
    /// - Parameter moment: only those that nobody has written to since.
    func pieces(before moment: Date = .distantFuture) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
            $0.hasPrefix(".") && UUID(uuidString: String($0.dropFirst())) != nil
        }.sorted().map { "\(path)/\($0)" }.filter { piece in
            var status = stat()
            return lstat(piece, &status) == 0 && Double(status.st_mtim.tv_sec) < moment.timeIntervalSince1970
        }
    }

    func discard(_ temporaryPath: String) {
        unlink(temporaryPath)
    }

    /// Hands out a file's bytes; `false` when it is not there.
    func read(_ digest: ContentDigest, _ take: ([UInt8]) async throws -> Void) async throws -> Bool {
        let descriptor = open(path(of: digest), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return false }
            throw Self.failure()
        }
        defer { close(descriptor) }
        while case let piece = try Self.piece(descriptor), !piece.isEmpty { try await take(piece) }
        return true
    }

    private static func piece(_ descriptor: Int32) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: pieceBytes) { buffer, count in
            let length = Glibc.read(descriptor, buffer.baseAddress, pieceBytes)
            guard length >= 0 else { throw failure() }
            count = length
        }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        try bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw failure() }
                rest = rest.dropFirst(count)
            }
        }
    }

    private func makeFolder(_ folder: String) throws {
        if mkdir(folder, 0o700) == 0 {
            try Self.syncFolder(URL(filePath: folder).deletingLastPathComponent().path)
        } else if errno != EEXIST {
            throw Self.failure()
        }
    }

    /// A name is on the disk once its folder is.
    private static func syncFolder(_ folder: String) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure() }
    }

    private static func failure() -> StoreError {
        let number = errno
        let code: StoreError.Code =
            switch number {
            case ENOSPC, EDQUOT: .full
            case EROFS, EACCES, EPERM, ENOTDIR: .readOnly
            // Whatever else a disk says.
            default: .diskFailed
            }
        return StoreError(code, number: Int(number))
    }
}
