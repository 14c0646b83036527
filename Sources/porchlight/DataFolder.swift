// What a running desk keeps on disk, readable by its owner alone.

import Foundation
import Glibc

/// The folder of a desk's database, key and outgoing mail.
struct DataFolder {
    let path: String

    /// Makes the folder if it is not there, closes it to everybody else, and takes it for this
    /// program alone, until it ends.
    init(path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        } catch {
            throw CleanFailure(
                "the data folder \(path) cannot be made or is not ours: name another one with --data.")
        }
        try lock()
        try closeToOthers()
    }

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
            switch try? manager.attributesOfItem(atPath: item)[.type] as? FileAttributeType {
            case .typeDirectory?: try manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: item)
            case .typeRegular?: try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: item)
            default: continue
            }
        }
    }

    /// The key of all ticket links, made at the first start.
    func linkKey() throws -> [UInt8] {
        let file = "\(path)/link.key"
        if let key = FileManager.default.contents(atPath: file) {
            guard key.count == 32 else {
                throw CleanFailure(
                    "\(file) is not a key of 32 bytes: put the right one back, links depend on it.")
            }
            return Array(key)
        }
        var source = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) }
        let isWritten = FileManager.default.createFile(
            atPath: file, contents: Data(key), attributes: [.posixPermissions: 0o600])
        guard isWritten else { throw CleanFailure("\(file) cannot be written: free its place.") }
        return key
    }
}
