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
            let casts = try Row.fetchCursor(connection, sql: "SELECT * FROM cast_votes ORDER BY id")
            while let row = try casts.next() { try take(.castVote(Self.castVote(row))) }
            try Self.exportCounts(connection, take)
            try Self.exportPlugins(connection, take)
        }
    }

    private static func exportCounts(
        _ connection: Database, _ take: (StoreRecord) throws -> Void
    ) throws {
        let counts = try Row.fetchCursor(
            connection, sql: "SELECT * FROM suggestions ORDER BY day, outcome, article")
        while let row = try counts.next() {
            guard let outcome = SuggestionCount.Outcome(rawValue: row["outcome"]) else { continue }
            let article: String = row["article"]
            try take(
                .suggestion(
                    SuggestionCount(
                        day: row["day"], outcome: outcome, article: article, count: row["count"])))
        }
    }

    private static func exportPlugins(
        _ connection: Database, _ take: (StoreRecord) throws -> Void
    ) throws {
        let plugins = try Row.fetchCursor(connection, sql: "SELECT * FROM plugins ORDER BY id")
        while let row = try plugins.next() {
            try take(.plugin(KeptPlugin(id: row["id"], record: pluginRecord(row))))
        }
        let calls = try Row.fetchCursor(connection, sql: "SELECT id, entry FROM plugin_calls ORDER BY id")
        while let row = try calls.next() {
            try take(.call(RecordedCall(number: row["id"], call: try JSON.decode(row["entry"]))))
        }
        let appointments = try Row.fetchCursor(
            connection, sql: "SELECT * FROM plugin_appointments ORDER BY plugin, key")
        while let row = try appointments.next() { try take(.appointment(appointment(row))) }
        let requests = try Row.fetchCursor(connection, sql: "SELECT * FROM plugin_requests ORDER BY id")
        while let row = try requests.next() { try take(.request(try request(row))) }
    }

    private static func record(_ row: Row, _ connection: Database) throws -> TicketRecord {
        let ticket = try ticket(row)
        let events = try connection.rows(
            "SELECT id, event, depth FROM events WHERE ticket = ? ORDER BY id", [ticket.id.number])
        return TicketRecord(
            ticket: ticket, key: row["form_key"],
            editKeys: try connection.rows(
                "SELECT key FROM form_keys WHERE ticket = ? ORDER BY key", [ticket.id.number]
            ).map { $0[0] },
            isDecided: row["is_decided"], messages: try messages(of: ticket.id, connection),
            decisions: try all("decision", from: "decisions", of: ticket.id, connection),
            events: try events.map { try JSON.decode($0["event"]) }, eventNumbers: events.map { $0["id"] },
            eventDepths: events.map { $0["depth"] },
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
                    case .castVote(let cast): try Self.take(cast, connection)
                    case .suggestion(let count):
                        try connection.run(
                            "INSERT INTO suggestions (day, outcome, article, count) VALUES (?, ?, ?, ?)",
                            [count.day, count.outcome.rawValue, count.article, count.count])
                    case .plugin(let plugin): try Self.takeNew(plugin, connection)
                    case .call(let call): try Self.add(call.call, number: call.number, connection)
                    case .appointment(let entry):
                        try connection.run("INSERT INTO \(Self.appointmentRow)", Self.arguments(entry))
                    case .request(let request): try Self.take(request, connection)
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
        for (place, event) in record.events.enumerated() {
            try connection.run(
                "INSERT INTO events (id, ticket, event, depth) VALUES (?, ?, ?, ?)",
                [
                    record.eventNumbers?[place], id.number, try JSON.encode(event),
                    record.eventDepths?[place] ?? 0,
                ])
        }
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
