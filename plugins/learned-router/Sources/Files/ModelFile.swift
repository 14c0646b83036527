// Puts a model where it is to lie.

internal import Glibc

/// Writes a model's file.
public enum ModelFile {
    /// Writes the bytes beside the place where they are to lie, has the disk take them, and renames:
    /// whoever opens the file sees the old model or the new one, never a part.
    ///
    /// - Throws: ``ModelError``; then the old file is still there.
    public static func write(_ bytes: [UInt8], to path: String) throws {
        let draft = "\(path).\(getpid()).new"
        do {
            try put(bytes, draft)
            guard rename(draft, path) == 0 else { throw Failure.system(errno) }
        } catch let Failure.system(number) {
            unlink(draft)
            throw ModelError(path, .unwritable(String(cString: strerror(number))))
        }
    }

    private enum Failure: Error { case system(Int32) }

    private static func put(_ bytes: [UInt8], _ path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure.system(errno) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Failure.system(errno) }
            rest = rest.dropFirst(count)
        }
        guard fsync(file) == 0 else { throw Failure.system(errno) }
    }
}
