// porchlight backup: a copy of a desk, also of one that runs.

import ArgumentParser
import Foundation
import Glibc
import SQLiteStore
import TicketStore
import Tickets

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy a desk into a new folder or file, while it runs.",
        discussion: """
            The copy holds the tickets, the attached files, the key of the customers' links, the mails \
            that were written and the plugins' own files: keep it as safe as the desk itself. \
            `porchlight restore` makes a desk of it. The desk is only read, so its disk may be read-only.
            """)

    @Argument(help: ArgumentHelp("The new folder, or a file whose name ends in .tar.", valueName: "dir"))
    var folder: String

    @OptionGroup var desk: DeskDataOption

    func run() async throws {
        umask(0o077)
        try checkIsNew(folder)
        // Under another name until it is whole: a backup that was cut off does not look like one.
        let unfinished = "\(folder).unfinished"
        try? FileManager.default.removeItem(atPath: unfinished)
        do {
            try await make(unfinished)
        } catch {
            try? FileManager.default.removeItem(atPath: unfinished)
            throw error
        }
    }

    private func make(_ unfinished: String) async throws {
        try desk.checkIsThere()
        try FileCopy.makeFolder(unfinished)
        let scratch = "\(unfinished)/.reading"
        let store = try desk.openReading(scratch: scratch)
        defer { try? store.close() }
        var list = BackupList(files: [:])
        do {
            try await store.copy(to: "\(unfinished)/desk.sqlite")
        } catch let error as StoreError {
            throw CleanFailure("the database could not be copied: \(error)")
        }
        let database = "\(unfinished)/desk.sqlite"
        try list.add("desk.sqlite", FileCopy.digest(of: database), synced: database)
        for path in try paths() {
            let target = "\(unfinished)/\(path)"
            try FileCopy.makeFolder(URL(filePath: target).deletingLastPathComponent().path)
            list.files[path] = try BackupList.Entry(FileCopy.copy("\(desk.data)/\(path)", to: target))
        }
        for path in pluginPaths() {
            let target = "\(unfinished)/\(path)"
            try FileCopy.makeFolder(URL(filePath: target).deletingLastPathComponent().path)
            // Plugins run on: what one takes away meanwhile is no part of the copy.
            let file = try FileCopy.copyIfThere("\(desk.data)/\(path)", to: target)
            list.files[path] = file.map(BackupList.Entry.init)
        }
        try? FileManager.default.removeItem(atPath: scratch)
        try FileCopy.write(Array(list.json()), to: "\(unfinished)/backup.json")
        FileCopy.syncFolder(unfinished)
        if BackupArchive.isWanted(folder) {
            try archive(unfinished, list)
        } else {
            try finish(unfinished)
        }
        FileCopy.syncFolder(URL(filePath: folder).deletingLastPathComponent().path)
        print("\(list.files.count) files are in \(folder).")
        // A desk of an earlier version does not know its key.
        let known = try? await store.fact(.linkKey)
        let key = known == nil ? [] : desk.linkKey.complaints(known: known)
        guard key.isEmpty else {
            throw CleanFailure("the backup was made, but whoever needs it will lack the key: \(key.joined())")
        }
    }

    private func archive(_ unfinished: String, _ list: BackupList) throws {
        defer { try? FileManager.default.removeItem(atPath: unfinished) }
        let packed = "\(folder).packed"
        try? FileManager.default.removeItem(atPath: packed)
        // The list comes first: whoever looks into the archive sees what it should hold.
        try BackupArchive.pack(["backup.json"] + list.files.keys.sorted(), of: unfinished, into: packed)
        try finish(packed)
    }

    private func finish(_ unfinished: String) throws {
        guard rename(unfinished, folder) == 0 else {
            throw CleanFailure("\(folder) cannot be made: name another one.")
        }
    }

    /// What lies in the data folder beside the database.
    private func paths() throws -> [String] {
        let manager = FileManager.default
        var paths = manager.fileExists(atPath: desk.linkKey.path) ? ["link.key"] : []
        for folder in ["files", "outbox"] {
            let inside = (try? manager.subpathsOfDirectory(atPath: "\(desk.data)/\(folder)")) ?? []
            paths += inside.sorted().map { "\(folder)/\($0)" }.filter { path in
                // Names that begin with a dot are of files that are being written.
                path.split(separator: "/").last?.first != "."
                    && (try? manager.attributesOfItem(atPath: "\(desk.data)/\(path)")[.type])
                        as? FileAttributeType == .typeRegular
            }
        }
        return paths
    }

    /// The files of the plugins' own folders, hidden ones too; not their logs.
    private func pluginPaths() -> [String] {
        let manager = FileManager.default
        let inside = (try? manager.subpathsOfDirectory(atPath: "\(desk.data)/plugins")) ?? []
        return inside.filter { $0.contains("/") }.sorted().map { "plugins/\($0)" }.filter { path in
            let attributes = try? manager.attributesOfItem(atPath: "\(desk.data)/\(path)")
            return attributes?[.type] as? FileAttributeType == .typeRegular
        }
    }
}

/// What a backup holds: `backup.json`, by which a restore knows that nothing is missing or altered.
struct BackupList: Codable {
    struct Entry: Codable, Equatable {
        let bytes: Int64
        let sha256: String

        init(_ file: StoredFile) {
            bytes = file.lengthBytes
            sha256 = file.digest.description
        }
    }

    var format = 1
    var files: [String: Entry]

    mutating func add(_ path: String, _ file: StoredFile, synced place: String) throws {
        let descriptor = open(place, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw CleanFailure("\(place) cannot be written: see whether its disk is well.")
        }
        close(descriptor)
        files[path] = Entry(file)
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
