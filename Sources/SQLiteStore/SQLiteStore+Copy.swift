// Copies of the database while it is in use.

internal import GRDB
internal import TicketStore

extension SQLiteStore {
    /// Writes the database as it is at this moment into a new file, which nobody else can read. Others
    /// may read and write meanwhile.
    ///
    /// - Throws: `StoreError` when the file is there already or cannot be written.
    public func copy(to path: String) async throws {
        do {
            // In one transaction, and without what was deleted (SQLite, "VACUUM INTO").
            try await database.writeWithoutTransaction { connection in
                try connection.execute(sql: "VACUUM INTO ?", arguments: [path])
            }
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }
}
