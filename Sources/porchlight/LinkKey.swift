// The key of the customers' secret links: made once, and never replaced without a word.

import Foundation
import Glibc
import SQLiteStore
import TicketStore
import Tickets

/// The file of the key, and what the database says of it.
struct LinkKey {
    static let lengthBytes = 32

    /// What lies in the place of the key.
    enum Found: Equatable {
        case key([UInt8])
        case missing
        case empty
        case wrongLength(Int)
        /// The number of the system's error.
        case unreadable(Int32)
    }

    let path: String

    /// Looks at the file.
    var found: Found {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return errno == ENOENT ? .missing : .unreadable(errno) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Self.lengthBytes + 1)
        let count = read(descriptor, &bytes, bytes.count)
        return switch count {
        case ..<0: .unreadable(errno)
        case 0: .empty
        case Self.lengthBytes: .key(Array(bytes.prefix(count)))
        default: .wrongLength(count)
        }
    }

    /// What a database may hold of a key: nobody can make a link of it.
    static func fingerprint(_ key: [UInt8]) -> String {
        var digest = FileDigest()
        digest.take(Array("porchlight link key\0".utf8))
        digest.take(key)
        return digest.file.digest.description
    }

    /// The key for a desk.
    ///
    /// - Parameter acceptsNew: whether the operator said that links in mails may die.
    /// - Throws: `CleanFailure` when mails with links were sent, and this is not the key they were made with.
    func key(of store: SQLiteStore, acceptsNew: Bool) async throws -> [UInt8] {
        let known = try await store.fact(.linkKey)
        let isInUse = try await !store.tickets(after: nil, limit: 1).tickets.isEmpty
        switch found {
        case .key(let key):
            guard known != nil || isInUse || acceptsNew || !hasOutbox else {
                throw CleanFailure(
                    """
                    \(folder)/desk.sqlite is missing or empty, though mails of this desk lie in \(folder)/outbox: its \
                    tickets are lost if it goes on like this.
                    Put desk.sqlite from a backup there, or `porchlight restore` one into an empty folder and start with that.
                    If the tickets are to be given up, start once with --new-link-key.
                    """)
            }
            let fingerprint = Self.fingerprint(key)
            if fingerprint != known {
                guard known == nil || !isInUse || acceptsNew else {
                    throw refusal("is not the key that this desk was used with")
                }
                try await store.keep(.linkKey, fingerprint)
            }
            return key
        case .missing:
            guard !isInUse || acceptsNew else { throw refusal("is missing") }
        case .empty:
            // A start of an earlier version that was cut off left such a file.
            guard !isInUse || acceptsNew else { throw refusal("is empty") }
        case .wrongLength(let count):
            guard acceptsNew else {
                let length = count > Self.lengthBytes ? "more than \(Self.lengthBytes)" : "\(count)"
                throw refusal("has \(length) bytes instead of \(Self.lengthBytes)")
            }
        case .unreadable(let number):
            throw refusal("cannot be read (\(String(cString: strerror(number))))")
        }
        let key = try make()
        try await store.keep(.linkKey, Self.fingerprint(key))
        return key
    }

    /// What is wrong with the key of a desk that was used; nothing when it is the right one.
    ///
    /// - Parameter known: the fingerprint of the key that the desk was used with.
    func complaints(known: String?) -> [String] {
        let (what, code): (String, String)
        switch found {
        case .key(let key):
            if known == nil || known == Self.fingerprint(key) { return [] }
            (what, code) = ("it is not the key that this desk was used with, and", "changed-key")
        case .missing: (what, code) = ("it is missing, and", "missing-key")
        case .empty: (what, code) = ("it is empty, and", "wrong-key")
        case .wrongLength: (what, code) = ("it is no key of \(Self.lengthBytes) bytes, and", "wrong-key")
        case .unreadable(let number):
            (what, code) = ("it cannot be read (\(String(cString: strerror(number)))), and", "unreadable-key")
        }
        return [
            "\(path): \(what) without the right one no link in a mail works: "
                + "take link.key from a backup. [\(code)]"
        ]
    }

    private var folder: String { URL(filePath: path).deletingLastPathComponent().path }

    private var hasOutbox: Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/outbox")) ?? []
        return names.contains { $0.hasSuffix(".eml") }
    }

    private func refusal(_ what: String) -> CleanFailure {
        CleanFailure(
            """
            \(path) \(what). The links in all mails that were sent are made with the right one; without it none \
            of them opens its ticket any more.
            Put link.key from a backup there (it lies beside desk.sqlite in what `porchlight backup` made) and \
            start again.
            If there is no backup of it, start once with --new-link-key: the desk goes on with another key, the \
            old links are dead, and customers get new ones at the page /find.
            """)
    }

    /// Makes a key. It is on the disk, whole, before the first link is made with it.
    private func make() throws -> [UInt8] {
        var source = SystemRandomNumberGenerator()
        let key = (0..<Self.lengthBytes).map { _ in UInt8.random(in: .min ... .max, using: &source) }
        let unfinished = "\(path).unfinished"
        unlink(unfinished)
        try FileCopy.write(key, to: unfinished)
        guard rename(unfinished, path) == 0 else { throw FileCopy.unwritable(path) }
        FileCopy.syncFolder(URL(filePath: path).deletingLastPathComponent().path)
        return key
    }
}
