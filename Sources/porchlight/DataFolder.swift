// What a running desk keeps on disk, readable by its owner alone.

import Foundation
import Glibc

/// The folder of a desk's database, key and outgoing mail.
struct DataFolder {
    let path: String

    /// Makes the folder if it is not there, closes what is the desk's to everybody else, and takes it for
    /// this program alone, until it ends.
    init(path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CleanFailure(
                "the data folder \(path) cannot be made: name another one with --data.")
        }
        if isMadeByBuild { chmod(path, 0o700) }
        try lock()
        try closeToOthers()
    }

    /// Whether nothing is in the folder but what the program's own builds keep there, as where
    /// `porchlight build` came before the first `porchlight serve`.
    private var isMadeByBuild: Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return !names.isEmpty && names.allSatisfy { ["build", "dev"].contains($0) }
    }

    /// What is to be said of the folder itself: it may be one that somebody made for more than the desk,
    /// so its rights are theirs to set. `nil` when nobody else can look into it.
    var warning: String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 != 0 else { return nil }
        return "others can look into the data folder \(path), though not into the desk's files: "
            + "if nobody needs that, run `chmod go= \(path)`"
    }

    var linkKey: LinkKey { LinkKey(path: "\(path)/link.key") }

    var databasePath: String { "\(path)/desk.sqlite" }
    var outboxPath: String { "\(path)/outbox" }

    /// Two servers on one folder would ask every plugin twice and send every mail twice. The lock
    /// ends with the program, also with one that was killed.
    private func lock() throws {
        let file = "\(path)/desk.lock"
        let descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CleanFailure("the data folder \(path) cannot be written: name another one with --data.")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw CleanFailure(
                "another porchlight runs on the data folder \(path): stop it, or name another folder with --data."
            )
        }
    }

    /// What an earlier start, a copy or a backup left readable to others is so no longer. Files that
    /// are not the desk's are left alone, should somebody have named a folder that holds more.
    private func closeToOthers() throws {
        let manager = FileManager.default
        // What plugins keep holds customers' words, and secrets are secrets, however deep they lie.
        let deep = ["outbox", "plugins", "secrets"].flatMap { folder in
            [folder]
                + ((try? manager.subpathsOfDirectory(atPath: "\(path)/\(folder)")) ?? []).map {
                    "\(folder)/\($0)"
                }
        }
        let ours = ["desk.lock", "desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm", "files", "link.key"]
        for name in ours + deep {
            let item = "\(path)/\(name)"
            // A symbolic link leads to what may not be ours to close.
            let mode: mode_t
            switch try? manager.attributesOfItem(atPath: item)[.type] as? FileAttributeType {
            case .typeDirectory?: mode = 0o700
            case .typeRegular?: mode = 0o600
            default: continue
            }
            guard chmod(item, mode) == 0 else {
                throw CleanFailure(
                    "\(item) cannot be closed to others (\(String(cString: strerror(errno)))): "
                        + "start as the user whose file it is.")
            }
        }
    }
}
