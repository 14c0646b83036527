// Facts about the desk itself, and figures for whoever watches over it.

internal import GRDB
public import TicketStore
internal import Tickets

extension SQLiteStore {
    /// Looks the row up.
    public func fact(_ fact: StoreFact) async throws -> String? {
        try await reading { try $0.value("SELECT value FROM facts WHERE name = ?", [fact.rawValue]) }
    }

    /// Replaces the row.
    public func keep(_ fact: StoreFact, _ value: String) async throws {
        try await writing { connection in
            try connection.run(
                """
                INSERT INTO facts (name, value) VALUES (?, ?)
                ON CONFLICT DO UPDATE SET value = excluded.value
                """, [fact.rawValue, value])
        }
    }

    /// Walks indexes alone.
    public func figures(heldIn queue: String) async throws -> StoreFigures {
        var figures = try await reading { connection in
            var figures = StoreFigures()
            for row in try connection.rows("SELECT status, count(*) FROM tickets GROUP BY status") {
                guard let status = TicketStatus(rawValue: row[0]) else { continue }
                figures.tickets[status] = row[1]
            }
            figures.held =
                try connection.value(
                    "SELECT count(*) FROM tickets WHERE queue = ? AND NOT is_finished", [queue]) ?? 0
            figures.undecided =
                try connection.value(
                    "SELECT count(*) FROM tickets WHERE NOT is_decided AND queue <> ?", [queue]) ?? 0
            figures.unsentMails =
                try connection.value("SELECT count(*) FROM outbox WHERE sent_at IS NULL", []) ?? 0
            return figures
        }
        (figures.commits, figures.failedCommits) = writer.figures
        return figures
    }
}
