// Tickets in one SQLite file.

internal import FoundationEssentials
internal import GRDB
internal import TicketStore

/// A ticket store in a SQLite database: write-ahead log, one writer, each commit fsynced.
public struct SQLiteStore: Sendable {
    let database: DatabasePool

    /// Opens the database, makes it if it is not there, and brings its tables up to date.
    ///
    /// - Parameter path: of the database file.
    /// - Throws: ``StoreError`` when it cannot be opened.
    public init(path: String) throws {
        do {
            try self.init(opening: path)
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    private init(opening path: String) throws {
        var configuration = Configuration()
        // Without it a second connection's lock is an error at once.
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        database = try DatabasePool(path: path, configuration: configuration)
        try database.writeWithoutTransaction { connection in
            // Opening a pool in WAL mode lowers the writer to NORMAL, which can lose the last
            // commits when the power fails (SQLite, "PRAGMA synchronous").
            try connection.execute(sql: "PRAGMA synchronous = FULL")
        }
        try Self.migrator.migrate(database)
    }

    /// Closes the database; nothing can be asked of the store afterwards.
    public func close() throws {
        try database.close()
    }

    /// SQLite's `synchronous` setting of the connection that writes: 2 is FULL.
    public func synchronousLevel() throws -> Int {
        try database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }
}
