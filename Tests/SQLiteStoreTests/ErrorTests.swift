// SQLite's errors in the store's own words.

import CustomDump
import GRDB
import Testing
import TicketStore

@testable import SQLiteStore

@Suite("The SQLite store's errors")
struct ErrorTests {
    @Test("Say of a disk and of a database what somebody can do, and of nothing else that it failed")
    func codes() {
        let codes: [(ResultCode, StoreError.Code)] = [
            (.SQLITE_BUSY, .busy), (.SQLITE_BUSY_SNAPSHOT, .busy), (.SQLITE_LOCKED, .busy),
            (.SQLITE_PROTOCOL, .busy),
            (.SQLITE_FULL, .full),
            (.SQLITE_READONLY, .readOnly), (.SQLITE_READONLY_DBMOVED, .readOnly), (.SQLITE_PERM, .readOnly),
            (.SQLITE_AUTH, .readOnly), (.SQLITE_CANTOPEN, .readOnly),
            (.SQLITE_IOERR, .diskFailed), (.SQLITE_IOERR_READ, .diskFailed),
            (.SQLITE_IOERR_WRITE, .diskFailed),
            (.SQLITE_IOERR_FSYNC, .diskFailed), (.SQLITE_IOERR_SHMMAP, .diskFailed),
            (.SQLITE_CORRUPT, .unreadable), (.SQLITE_NOTADB, .unreadable),
            (.SQLITE_CONSTRAINT, .failed), (.SQLITE_NOMEM, .failed), (.SQLITE_ERROR, .failed),
        ]
        for (code, expected) in codes {
            let error = StoreError(DatabaseError(resultCode: code))
            expectNoDifference(error, StoreError(expected, number: Int(code.rawValue)))
        }
    }

    @Test("Hold no statement, and with it nobody's words")
    func silence() {
        let error = StoreError(
            DatabaseError(resultCode: .SQLITE_IOERR_WRITE, message: "m", sql: "INSERT INTO x VALUES ('Ada')"))
        expectNoDifference(
            error.description,
            "the disk does not do what it is asked: see whether it is well, and not read-only meanwhile. "
                + "[disk-failed, 778]")
    }
}
