// Tickets in one SQLite file.

internal import FoundationEssentials
internal import GRDB
internal import TicketStore

/// A ticket store in a SQLite database: write-ahead log, one writer that commits what many ask for
/// at once, each commit fsynced. The files of messages lie in a folder beside it.
public struct SQLiteStore: Sendable {
    let database: DatabasePool
    let writer: GroupCommit
    let plan = TimerPlan()
    let files: FileFolder

    /// Opens the database, makes it if it is not there, and brings its tables up to date.
    ///
    /// - Parameters:
    ///   - path: of the database file.
    ///   - filesPath: of the folder of attached files; usually `files` beside the database.
    /// - Throws: `StoreError` when it cannot be opened.
    public init(path: String, filesPath: String? = nil) throws {
        files = FileFolder(
            path: filesPath ?? URL(filePath: path).deletingLastPathComponent().appending(path: "files").path)
        do {
            database = try Self.open(path)
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
        writer = GroupCommit(database)
    }

    private static func open(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        // Without it a second connection's lock is an error at once.
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { connection in
            // What was erased is overwritten, not only forgotten.
            try connection.execute(sql: "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY")
        }
        let database = try DatabasePool(path: path, configuration: configuration)
        try database.writeWithoutTransaction { connection in
            // Opening a pool in WAL mode lowers the writer to NORMAL, which can lose the last
            // commits when the power fails (SQLite, "PRAGMA synchronous"). A checkpoint waits for
            // the disk three times: with four times as many pages it comes a quarter as often.
            try connection.execute(sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
        }
        try migrator.migrate(database)
        return database
    }

    /// Closes the database; nothing can be asked of the store afterwards.
    public func close() throws {
        // Left to itself, the whole log stays beside the database: the connections that read go last, and
        // write nothing. Where it cannot be emptied now, the next start reads it.
        _ = try? database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        try database.close()
    }

    /// SQLite's `synchronous` setting of the connection that writes: 2 is FULL.
    public func synchronousLevel() throws -> Int {
        try database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }

    /// SQLite's `journal_mode` of the connection that writes: `wal`.
    public func journalMode() throws -> String {
        try database.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode") ?? "" }
    }
}
