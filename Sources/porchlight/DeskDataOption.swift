// A desk's data folder as commands beside the server see it.

import ArgumentParser
import Foundation
import SQLiteStore
import TicketStore

/// The data folder of a desk that is there.
struct DeskDataOption: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of tickets, keys and outgoing mail.", valueName: "dir"))
    var data = ".porchlight"

    var databasePath: String { "\(data)/desk.sqlite" }
    var filesPath: String { "\(data)/files" }
    var outboxPath: String { "\(data)/outbox" }
    var linkKey: LinkKey { LinkKey(path: "\(data)/link.key") }

    /// Opens the store of a desk that is there; a server may run on it.
    func open() throws -> SQLiteStore {
        try checkIsThere()
        do {
            return try SQLiteStore(path: databasePath)
        } catch let error as StoreError {
            throw CleanFailure("\(databasePath) cannot be opened: \(error)")
        }
    }

    /// Takes the folder for a new desk. Its outbox is there from the beginning: an old desk's mails may have
    /// been taken away, and then none come with it.
    ///
    /// - Throws: `CleanFailure` when there is one already, or a server runs on it.
    func claim() throws {
        try checkIsFree()
        let folder = try DataFolder(path: data)
        try FileCopy.makeFolder(folder.outboxPath)
    }

    /// Refuses a folder in which something lies that a new desk would replace.
    func checkIsFree() throws {
        guard !FileManager.default.fileExists(atPath: databasePath) else {
            throw CleanFailure("there is a desk in \(data) already: name another folder with --data.")
        }
        // What fails half-way is taken away again, and somebody's own files with it if they lay there.
        guard !FileManager.default.fileExists(atPath: "\(data)/files") else {
            throw CleanFailure("\(data)/files is there already: name another folder with --data.")
        }
    }
}

/// Refuses to write into a folder that is there.
func checkIsNew(_ folder: String) throws {
    if FileManager.default.fileExists(atPath: folder) {
        throw CleanFailure("\(folder) is there already: name a new folder.")
    }
}
