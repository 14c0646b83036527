// The memory a model lies in: a file's pages, or bytes of our own.

internal import Glibc

/// A model's bytes. A file is mapped, not read: its pages are shared by all who use it and cost a
/// plugin that waits no memory of its own.
final class ModelMemory {
    /// The bytes, for as long as this object lives.
    let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// A copy of some bytes.
    init(_ bytes: [UInt8]) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 64)
        copy.copyBytes(from: bytes)
        self.bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(copy)[..<bytes.count])
        isMapped = false
    }

    /// A file. Its name may later be given to another one; this one must not be changed.
    ///
    /// - Throws: ``ModelError`` when it cannot be opened.
    init(path: String) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw ModelError(path, .unreadable(String(cString: strerror(errno)))) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            throw ModelError(path, .unreadable("it is not a file"))
        }
        let count = Int(facts.st_size)
        guard count > 0 else { throw ModelError(path, .truncated) }
        guard let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0), base != MAP_FAILED else {
            throw ModelError(path, .unreadable(String(cString: strerror(errno))))
        }
        bytes = UnsafeRawBufferPointer(start: base, count: count)
        isMapped = true
    }

    /// Lets go of the pages that were looked at; those that are looked at again come back from the
    /// file.
    func rest() {
        guard isMapped else { return }
        madvise(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count, MADV_DONTNEED)
    }

    deinit {
        if isMapped {
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        } else {
            bytes.deallocate()
        }
    }
}
