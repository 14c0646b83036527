// Words and addresses go, and what happened stays.

public import FoundationEssentials
internal import GRDB
internal import TicketStore
public import Tickets

extension SQLiteStore {
    /// Takes the words out of every table, then out of the pages and the search index that held them.
    public func erase(_ ids: [TicketID], by actor: Actor, now: Date) async throws -> [TicketID] {
        let erased = try await writing { connection in
            try ids.filter { id in
                guard let ticket = try Self.ticket(id, connection) else { return false }
                var edit = TicketEdit(ticket, now: now.inMilliseconds)
                try edit.eraseWords(by: actor)
                try commit(edit, now: now, erases: true, connection)
                return true
            }
        }
        // Segments of the index keep single words until they are merged.
        try await writing { try $0.run("INSERT INTO ticket_words (ticket_words) VALUES ('optimize')") }
        // A reader may keep the log busy; markTracesRemoved empties it then.
        try? await emptyLog()
        while try await removeUnusedFiles(keptBefore: Date(timeIntervalSince1970: 1)) > 0 {}
        return erased
    }

    /// Those that were erased and not looked after since.
    public func erasedTicketsWithTraces(limit: Int) async throws -> [TicketID] {
        try await reading { connection in
            try connection.rows("SELECT ticket FROM traces ORDER BY ticket LIMIT ?", [limit])
                .map { TicketID($0["ticket"]) }
        }
    }

    /// The log keeps pages with erased words until it is emptied.
    private func emptyLog() async throws {
        do {
            _ = try await database.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
    }

    /// Deletes their rows, once the log was emptied.
    public func markTracesRemoved(of ids: [TicketID]) async throws {
        try await emptyLog()
        try await writing { connection in
            for id in ids { try connection.run("DELETE FROM traces WHERE ticket = ?", [id.number]) }
        }
    }
}
