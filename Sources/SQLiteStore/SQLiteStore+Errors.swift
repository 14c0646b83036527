// SQLite's errors in the store's own words. GRDB's hold statements, and with them customers' words.

internal import GRDB
internal import TicketStore

extension SQLiteStore {
    /// Reads in one snapshot.
    func reading<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
        do {
            return try await database.read(body)
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    /// Writes in one transaction, which an error rolls back.
    func writing<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
        do {
            return try await writer.write(body)
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }
}

extension StoreError {
    /// The code for one of SQLite's (its "Result and Error Codes").
    init(_ error: DatabaseError) {
        let code: Code =
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: .busy
            case .SQLITE_FULL: .full
            case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN: .readOnly
            // Also a disk that became read-only under an open file.
            case .SQLITE_IOERR: .diskFailed
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .unreadable
            default: .failed
            }
        self.init(code, number: Int(error.extendedResultCode.rawValue))
    }
}

extension Database {
    /// Runs a statement that is compiled once for the connection.
    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// The rows of a statement that is compiled once for the connection.
    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
        try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
    }

    /// The first value of a statement that is compiled once for the connection.
    func value<Value: DatabaseValueConvertible>(
        _ sql: String, _ arguments: StatementArguments = []
    ) throws -> Value? {
        try Value.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }
}
