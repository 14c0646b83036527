// All that the database holds, out and in.

internal import FoundationEssentials
internal import GRDB
public import TicketStore
internal import Tickets

extension SQLiteStore {
    /// Walks the tables in one snapshot, a ticket at a time.
    public func export(_ take: @escaping @Sendable (StoreRecord) throws -> Void) async throws {
        try await reading { connection in
            let tickets = try Row.fetchCursor(connection, sql: Self.selectTicket + " ORDER BY tickets.id")
            while let row = try tickets.next() {
                try take(.ticket(try Self.record(row, connection)))
            }
            let mails = try Row.fetchCursor(
                connection, sql: "SELECT id, mail, sent_at FROM outbox ORDER BY id")
            while let row = try mails.next() {
                try take(.mail(try Self.mail(row)))
            }
            let votes = try Row.fetchCursor(connection, sql: "SELECT * FROM votes ORDER BY id")
            while let row = try votes.next() { try take(.vote(Self.vote(row))) }
        }
    }

    private static func record(_ row: Row, _ connection: Database) throws -> TicketRecord {
        let ticket = try ticket(row)
        return TicketRecord(
            ticket: ticket, key: row["form_key"],
            editKeys: try connection.rows(
                "SELECT key FROM form_keys WHERE ticket = ? ORDER BY key", [ticket.id.number]
            ).map { $0[0] },
            isDecided: row["is_decided"], messages: try messages(of: ticket.id, connection),
            decisions: try all("decision", from: "decisions", of: ticket.id, connection),
            events: try all("event", from: "events", of: ticket.id, connection),
            correspondent: correspondent(row) == Correspondent() ? nil : correspondent(row))
    }

    /// Adds rows under the numbers that the records have.
    public func take(_ records: [StoreRecord]) async throws {
        try await writing { connection in
            do {
                for record in records {
                    switch record {
                    case .ticket(let record): try Self.take(record, connection)
                    case .mail(let record):
                        try connection.run(
                            "INSERT INTO outbox (id, ticket, mail, sent_at) VALUES (?, ?, ?, ?)",
                            [
                                record.id, record.mail.ticket.number, try JSON.encode(record.mail),
                                record.sentAt?.milliseconds,
                            ])
                    case .vote(let vote): try Self.add(vote, connection)
                    }
                }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                throw StoreError(.notEmpty, number: Int(error.extendedResultCode.rawValue))
            }
        }
    }

    private static func take(_ record: TicketRecord, _ connection: Database) throws {
        try record.check()
        let ticket = record.ticket
        let id = ticket.id
        try add(ticket, key: record.key, isDecided: record.isDecided, connection)
        for message in record.messages { try add(message, to: id, connection) }
        for event in record.events { try addEntry("event", to: "events", of: id, event, connection) }
        for decision in record.decisions {
            try addEntry("decision", to: "decisions", of: id, decision, connection)
        }
        for key in record.editKeys {
            try connection.run("INSERT INTO form_keys (key, ticket) VALUES (?, ?)", [key, id.number])
        }
        if let correspondent = record.correspondent { try write(correspondent, of: id, connection) }
        try enterIndex(id, connection)
    }

    static func addEntry(
        _ column: String, to table: String, of id: TicketID, _ entry: some Encodable, _ connection: Database
    ) throws {
        try connection.run(
            "INSERT INTO \(table) (ticket, \(column)) VALUES (?, ?)", [id.number, try JSON.encode(entry)])
    }
}
