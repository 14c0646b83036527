// Sign-in links and sessions, by the hashes of their secrets alone.

public import FoundationEssentials
internal import GRDB

extension SQLiteStore {
    /// Adds a row that ``redeemSignInLink(hash:now:)`` deletes, in place of the agent's older ones.
    public func addSignInLink(hash: [UInt8], agent: String, expires: Date, now: Date) async throws {
        try await writing { connection in
            try connection.execute(
                sql: "DELETE FROM sign_in_links WHERE agent = ? OR expires_at <= ?",
                arguments: [agent, now.milliseconds])
            try connection.execute(
                sql: "DELETE FROM sessions WHERE expires_at <= ?", arguments: [now.milliseconds])
            try Self.add(to: "sign_in_links", hash: hash, agent: agent, expires: expires, connection)
        }
    }

    /// Deletes the row and returns its agent in one statement: of two attempts one succeeds.
    public func redeemSignInLink(hash: [UInt8], now: Date) async throws -> String? {
        try await writing { connection in
            try String.fetchOne(
                connection,
                sql: "DELETE FROM sign_in_links WHERE hash = ? AND expires_at > ? RETURNING agent",
                arguments: [Data(hash), now.milliseconds])
        }
    }

    /// Adds a row that lives until it expires.
    public func addSession(hash: [UInt8], agent: String, expires: Date) async throws {
        try await writing { connection in
            try Self.add(to: "sessions", hash: hash, agent: agent, expires: expires, connection)
        }
    }

    /// Deletes the session's row.
    public func endSession(hash: [UInt8]) async throws {
        try await writing { connection in
            try connection.execute(sql: "DELETE FROM sessions WHERE hash = ?", arguments: [Data(hash)])
        }
    }

    /// Looks the session up by its hash.
    public func agent(sessionHash hash: [UInt8], now: Date) async throws -> String? {
        try await reading { connection in
            try String.fetchOne(
                connection, sql: "SELECT agent FROM sessions WHERE hash = ? AND expires_at > ?",
                arguments: [Data(hash), now.milliseconds])
        }
    }

    /// Walks the table of sessions.
    public func signedInAgents(now: Date) async throws -> Set<String> {
        try await reading { connection in
            Set(
                try String.fetchAll(
                    connection, sql: "SELECT DISTINCT agent FROM sessions WHERE expires_at > ?",
                    arguments: [now.milliseconds]))
        }
    }

    private static func add(
        to table: String, hash: [UInt8], agent: String, expires: Date, _ connection: Database
    ) throws {
        try connection.execute(
            sql: "INSERT INTO \(table) (hash, agent, expires_at) VALUES (?, ?, ?)",
            arguments: [Data(hash), agent, expires.milliseconds])
    }
}
