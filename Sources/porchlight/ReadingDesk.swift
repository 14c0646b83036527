// A desk that is only read: by backup, export and report, also from a disk that is read-only.

import Foundation
import SQLiteStore
import TicketStore

extension DeskDataOption {
    /// Opens the store of a desk that is there, and changes nothing of it.
    ///
    /// Where a log lies beside the database that cannot be read in its place, because nothing can be
    /// written there, both are copied first.
    ///
    /// - Parameter scratch: where copies may be made; `nil` for nowhere.
    func openReading(scratch: String?) throws -> SQLiteStore {
        try checkIsThere()
        do {
            return try SQLiteStore(reading: databasePath)
        } catch let error as StoreError where error.code == .readOnly {
            guard let scratch, access(databasePath, R_OK) == 0 else { throw unopened(error) }
            let copy = try Self.place(in: scratch)
            try FileCopy.copy(databasePath, to: copy)
            let log = "\(databasePath)-wal"
            if FileManager.default.fileExists(atPath: log) { try FileCopy.copy(log, to: "\(copy)-wal") }
            do {
                return try SQLiteStore(reading: copy, filesPath: filesPath)
            } catch let error as StoreError {
                throw unopened(error)
            }
        } catch let error as StoreError {
            throw unopened(error)
        }
    }

    /// Opens the store of a desk for what asks for this version's tables. Those of an earlier version are
    /// copied, and the copy is brought up to date; the desk stays as it is.
    ///
    /// - Parameter scratch: where the copy is made.
    func openUpToDate(scratch: String) async throws -> SQLiteStore {
        let store = try openReading(scratch: scratch)
        do {
            switch try await store.version() {
            case .current: return store
            case .later:
                throw CleanFailure(
                    "\(databasePath) was written by a later version of Porchlight: use that one.")
            case .earlier:
                let copy = try Self.place(in: scratch) + ".current"
                try await store.copy(to: copy)
                try store.close()
                return try SQLiteStore(path: copy, filesPath: filesPath)
            }
        } catch let error as StoreError {
            throw unopened(error)
        }
    }

    private static func place(in scratch: String) throws -> String {
        try FileCopy.makeFolder(scratch)
        return "\(scratch)/desk.sqlite"
    }

    func checkIsThere() throws {
        guard FileManager.default.fileExists(atPath: databasePath) else {
            throw CleanFailure("there is no desk in \(data): name its folder with --data.")
        }
    }

    private func unopened(_ error: StoreError) -> CleanFailure {
        CleanFailure("\(databasePath) cannot be opened: \(error)")
    }
}

/// A folder for a moment, of its owner alone.
struct ScratchFolder {
    let path: String

    init() { path = FileManager.default.temporaryDirectory.appending(path: "porchlight-\(UUID())").path }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
