// Mails that wait to be sent.

public import FoundationEssentials
internal import GRDB
public import TicketStore

extension SQLiteStore {
    /// Mails whose row has no time of sending.
    public func unsentMails(after id: Int64, limit: Int) async throws -> [OutboxEntry] {
        try await reading { connection in
            try Row.fetchAll(
                connection,
                sql: "SELECT id, mail FROM outbox WHERE sent_at IS NULL AND id > ? ORDER BY id LIMIT ?",
                arguments: [id, limit]
            ).map { OutboxEntry(id: $0["id"], mail: try JSON.decode($0["mail"])) }
        }
    }

    /// Walks the rows from their end.
    public func mails(before id: Int64?, limit: Int) async throws -> [MailRecord] {
        try await reading { connection in
            try connection.rows(
                "SELECT id, mail, sent_at FROM outbox WHERE id < ? ORDER BY id DESC LIMIT ?",
                [id ?? .max, limit]
            ).map(Self.mail)
        }
    }

    /// How many mails have left the outbox, of tickets that were not erased.
    public func sentMails() async throws -> Int {
        try await reading { try $0.value("SELECT count(*) FROM outbox WHERE sent_at IS NOT NULL") ?? 0 }
    }

    static func mail(_ row: Row) throws -> MailRecord {
        let sentAt: Int64? = row["sent_at"]
        return MailRecord(
            id: row["id"], mail: try JSON.decode(row["mail"]), sentAt: sentAt.map(Date.init(milliseconds:)))
    }

    /// Sets the time of sending.
    public func markSent(_ ids: [Int64], now: Date) async throws {
        try await writing { connection in
            for id in ids {
                try connection.run("UPDATE outbox SET sent_at = ? WHERE id = ?", [now.milliseconds, id])
            }
        }
    }
}
