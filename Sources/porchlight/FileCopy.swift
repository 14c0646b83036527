// Copying files so that they are on the disk, and nobody else can read them.

import Foundation
import Glibc
import TicketStore
import Tickets

enum FileCopy {
    /// Copies a file piece by piece, and waits for the disk.
    ///
    /// - Returns: what was copied.
    @discardableResult
    static func copy(_ source: String, to target: String) throws -> StoredFile {
        let from = open(source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard from >= 0 else { throw unreadable(source) }
        defer { close(from) }
        let to = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard to >= 0 else { throw unwritable(target) }
        defer { close(to) }
        var digest = FileDigest()
        while let piece = try piece(of: from, source) {
            digest.take(piece)
            guard writeAll(piece, to) else { throw unwritable(target) }
        }
        guard fsync(to) == 0 else { throw unwritable(target) }
        return digest.file
    }

    /// Copies a file; `nil` when it is not there any more.
    static func copyIfThere(_ source: String, to target: String) throws -> StoredFile? {
        do {
            return try copy(source, to: target)
        } catch {
            if access(source, F_OK) != 0, errno == ENOENT {
                unlink(target)
                return nil
            }
            throw error
        }
    }

    /// Reads a file for its digest alone.
    static func digest(of path: String) throws -> StoredFile {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        var digest = FileDigest()
        while let piece = try piece(of: descriptor, path) { digest.take(piece) }
        return digest.file
    }

    /// Writes a small file, and waits for the disk.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unwritable(path) }
        defer { close(descriptor) }
        guard writeAll(bytes, descriptor), fsync(descriptor) == 0 else {
            throw unwritable(path)
        }
    }

    /// Makes a folder that nobody else can read.
    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CleanFailure("\(path) cannot be made: name another folder.")
        }
    }

    /// A name is on the disk once its folder is.
    static func syncFolder(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    /// The next bytes of a file; `nil` at its end.
    static func piece(of descriptor: Int32, _ path: String, most: Int = .max) throws -> [UInt8]? {
        let limit = min(most, 256 * 1024)
        let bytes = try [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            let length = read(descriptor, buffer.baseAddress, limit)
            guard length >= 0 else { throw unreadable(path) }
            count = length
        }
        return bytes.isEmpty ? nil : bytes
    }

    static func writeAll(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }

    static func unreadable(_ path: String) -> CleanFailure {
        CleanFailure("\(path) cannot be read: \(String(cString: strerror(errno))).")
    }

    static func unwritable(_ path: String) -> CleanFailure {
        CleanFailure("\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
}
