// porchlight restore: a desk from a backup.

import ArgumentParser
import Foundation
import Glibc
import SQLiteStore

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a desk of a backup.",
        discussion: """
            Everything in the backup is compared with what was written down when it was made, before \
            anything is copied. A desk that is there is never replaced.
            """)

    @Argument(help: ArgumentHelp("The folder or file that `porchlight backup` made.", valueName: "dir"))
    var backup: String

    @OptionGroup var desk: DeskDataOption

    func run() async throws {
        umask(0o077)
        guard BackupArchive.isWanted(backup) else { return try restore(backup) }
        // Beside the new desk, where as much must fit anyway.
        let unpacked = "\(URL(filePath: desk.data).path).unpacked"
        try checkIsNew(unpacked)
        defer { try? FileManager.default.removeItem(atPath: unpacked) }
        try BackupArchive.unpack(backup, into: unpacked)
        try restore(unpacked)
    }

    private func restore(_ folder: String) throws {
        guard let json = FileManager.default.contents(atPath: "\(folder)/backup.json"),
            let list = try? JSONDecoder().decode(BackupList.self, from: json), list.format == 1,
            list.files["desk.sqlite"] != nil, list.files.keys.allSatisfy(Self.isInside)
        else { throw CleanFailure("\(backup) is no backup: name what `porchlight backup` made.") }
        let paths = list.files.keys.sorted()
        let altered = try paths.filter { path in
            try BackupList.Entry(FileCopy.digest(of: "\(folder)/\(path)")) != list.files[path]
        }
        guard altered.isEmpty else {
            throw CleanFailure(
                "\(altered.joined(separator: ", ")) is not what was copied: take another backup.")
        }
        let present = paths.filter { FileManager.default.fileExists(atPath: "\(desk.data)/\($0)") }
        guard present.isEmpty || FileManager.default.fileExists(atPath: desk.databasePath) else {
            let names = present.prefix(3).map { "\(desk.data)/\($0)" }.joined(separator: ", ")
            throw CleanFailure("\(names) is there already: name another folder with --data.")
        }
        try desk.claim()
        // The database comes last: until it is there, there is no desk.
        for path in paths.filter({ $0 != "desk.sqlite" }) + ["desk.sqlite"] {
            let target = "\(desk.data)/\(path)"
            try FileCopy.makeFolder(URL(filePath: target).deletingLastPathComponent().path)
            let unfinished = "\(target).unfinished"
            try? FileManager.default.removeItem(atPath: unfinished)
            try FileCopy.copy("\(folder)/\(path)", to: unfinished)
            guard rename(unfinished, target) == 0 else {
                throw CleanFailure("\(target) cannot be written: free its place.")
            }
        }
        FileCopy.syncFolder(desk.data)
        print("The desk is in \(desk.data). `porchlight doctor` looks whether it is well.")
    }

    /// Paths of a list that somebody else may have written lead nowhere else.
    static func isInside(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." }
    }
}
