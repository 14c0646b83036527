// Requests to other servers.

public import FoundationEssentials
internal import GRDB
public import TicketStore
internal import Tickets

extension SQLiteStore {
    static func add(_ request: OutgoingRequest, _ connection: Database) throws {
        try connection.run(
            "INSERT INTO plugin_requests (plugin, ticket, due, request) VALUES (?, ?, ?, ?)",
            [request.plugin, request.ticket?.number, request.at.milliseconds, try JSON.encode(request)])
    }

    /// Walks the index of due times.
    public func dueRequests(now: Date, limit: Int) async throws -> [StoredRequest] {
        try await reading { connection in
            try connection.rows(
                "SELECT * FROM plugin_requests WHERE due <= ? ORDER BY due, id LIMIT ?",
                [now.milliseconds, limit]
            ).map(Self.request)
        }
    }

    /// Looks the next one up in the index of due times.
    public func nextRequest(after moment: Date?) async throws -> Date? {
        try await reading { connection in
            let due: Int64? = try connection.value(
                "SELECT min(due) FROM plugin_requests WHERE due > ?", [moment?.milliseconds ?? .min])
            return due.map(Date.init(milliseconds:))
        }
    }

    /// Writes due time and reason, and counts.
    public func postponeRequest(_ number: Int64, to due: Date?, reason: String) async throws {
        try await writing { connection in
            try connection.run(
                "UPDATE plugin_requests SET due = ?, reason = ?, attempts = attempts + 1 WHERE id = ?",
                [due?.milliseconds, reason, number])
        }
    }

    /// Deletes the row.
    public func forgetRequest(_ number: Int64) async throws {
        try await writing { try $0.run("DELETE FROM plugin_requests WHERE id = ?", [number]) }
    }

    /// Walks the table.
    public func deadRequests(
        of plugin: String, after number: Int64, limit: Int
    ) async throws -> [StoredRequest] {
        try await reading { connection in
            try connection.rows(
                "SELECT * FROM plugin_requests WHERE due IS NULL AND plugin = ? AND id > ? ORDER BY id LIMIT ?",
                [plugin, number, limit]
            ).map(Self.request)
        }
    }

    /// Adds a row under the number that the request has.
    static func take(_ stored: StoredRequest, _ connection: Database) throws {
        let request = stored.request
        try connection.run(
            """
            INSERT INTO plugin_requests (id, plugin, ticket, due, attempts, reason, request)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                stored.number, request.plugin, request.ticket?.number, stored.due?.milliseconds,
                stored.attempts,
                stored.reason, try JSON.encode(request),
            ])
    }

    static func request(_ row: Row) throws -> StoredRequest {
        let due: Int64? = row["due"]
        return StoredRequest(
            number: row["id"], request: try JSON.decode(row["request"]),
            due: due.map(Date.init(milliseconds:)), attempts: row["attempts"], reason: row["reason"])
    }
}
