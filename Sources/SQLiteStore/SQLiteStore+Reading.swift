// A database that is only read: as it is, whatever version wrote it, also on a disk that is read-only.

internal import FoundationEssentials
internal import GRDB
internal import TicketStore

extension SQLiteStore {
    /// Which version's tables a database has.
    public enum Version: Sendable, Equatable {
        /// An earlier version's: what this version asks for is not all there.
        case earlier
        case current
        /// A later version's, which this one does not understand.
        case later
    }

    /// Opens a database that is there without changing it: its tables stay those that they are, and
    /// writing methods fail.
    ///
    /// - Throws: `StoreError` when it cannot be opened; ``StoreError/Code/readOnly`` also when a log lies
    ///   beside it that cannot be read where nothing can be written.
    public init(reading path: String, filesPath: String? = nil) throws {
        files = FileFolder(
            path: filesPath ?? URL(filePath: path).deletingLastPathComponent().appending(path: "files").path)
        do {
            database = try DatabasePool(path: path, configuration: Self.reading)
            // A first question shows what opening alone does not.
            _ = try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
        writer = GroupCommit(database)
    }

    /// Where the database lies.
    public var path: String { database.path }

    static var reading: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return configuration
    }

    /// Which version's tables the database has.
    public func version() async throws -> Version {
        try await reading { connection in
            if try Self.migrator.hasBeenSuperseded(connection) { return .later }
            return try Self.migrator.hasCompletedMigrations(connection) ? .current : .earlier
        }
    }
}
