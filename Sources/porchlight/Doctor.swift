// porchlight doctor: says what is wrong with a desk, and what to do.

import ArgumentParser
import Foundation
import Glibc
import SQLiteStore
import TicketStore

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what is wrong with a desk.",
        discussion: """
            Looks at the database, at every ticket, its messages and its events, at the attached files, at \
            the key of the customers' links, at the clock, at who can read all that, and whether the database, \
            the outbox and the disk can be written and there is room. It changes nothing, and the desk may run.
            """)

    @OptionGroup var desk: DeskDataOption

    func run() async throws {
        umask(0o077)
        try desk.checkIsThere()
        let scratch = ScratchFolder()
        defer { scratch.remove() }
        var path = desk.databasePath
        var known: String?
        var sentMails: Int?
        // What cannot be opened or is of another version is told of by the examination.
        if let store = try? desk.openReading(scratch: scratch.path) {
            path = store.path
            known = try? await store.fact(.linkKey)
            sentMails = try? await store.sentMails()
            try? store.close()
        }
        var findings = await SQLiteStore.examine(path: path, filesPath: desk.filesPath, now: Date())
            .map(\.description)
        findings +=
            writing() + outbox(sentMails ?? 0) + desk.linkKey.complaints(known: known) + modes() + room()
        for finding in findings { print(finding) }
        guard findings.isEmpty else { throw ExitCode.failure }
        print("The desk in \(desk.data) is well.")
    }

    /// Whether a desk could write here.
    private func writing() -> [String] {
        let descriptor = open(desk.databasePath, O_WRONLY | O_CLOEXEC)
        guard descriptor < 0 else {
            close(descriptor)
            return []
        }
        return [
            "\(desk.databasePath): it cannot be written, so no question can be taken in: see whether its disk "
                + "is read-only, and whose file it is. [not-writable]"
        ]
    }

    /// Whether mails can be written, and whether those that were still lie somewhere.
    private func outbox(_ sentMails: Int) -> [String] {
        let path = desk.outboxPath
        var status = stat()
        guard stat(path, &status) == 0 else {
            // A desk makes the folder with its first mail.
            guard errno != ENOENT || sentMails > 0 else { return [] }
            return [
                "\(path): the folder is not there, though mails were written into it: copy it from a "
                    + "backup, or run `mkdir -m 700 \(path)` if nobody needs them. [missing-outbox]"
            ]
        }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        guard isFolder, faccessat(AT_FDCWD, path, W_OK | X_OK, AT_EACCESS) == 0 else {
            let reason = isFolder ? "it cannot be written" : "it is no folder"
            return [
                "\(path): \(reason), so mails to customers wait in the database: see whether its disk is "
                    + "read-only, and whose it is. [outbox-not-writable]"
            ]
        }
        return []
    }

    /// What others than the owner can read or write.
    private func modes() -> [String] {
        let manager = FileManager.default
        let names = (try? manager.subpathsOfDirectory(atPath: desk.data)) ?? []
        let paths = [desk.data] + names.sorted().map { "\(desk.data)/\($0)" }
        let open = paths.filter { path in
            var status = stat()
            return lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFLNK
                && status.st_mode & 0o077 != 0
                && (path == desk.data || path.hasPrefix("\(desk.data)/files") || isOurs(path))
        }
        return open.prefix(20).map { "\($0): others can read it: run `chmod go= \($0)`. [open-to-others]" }
    }

    private func isOurs(_ path: String) -> Bool {
        let name = path.dropFirst(desk.data.count + 1)
        return name.hasPrefix("desk.") || name == "link.key" || name.hasPrefix("outbox")
    }

    private func room() -> [String] {
        var status = statvfs()
        guard statvfs(desk.data, &status) == 0 else { return [] }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        let size = (try? FileManager.default.attributesOfItem(atPath: desk.databasePath)[.size]) as? UInt64
        // A migration or a merge of the search index may need as much again.
        let needed = max(256 << 20, size ?? 0)
        guard free < needed else { return [] }
        return [
            "\(desk.data): \(free >> 20) MiB are free on its disk, and \(needed >> 20) MiB are needed: "
                + "make room. [little-room]"
        ]
    }
}
