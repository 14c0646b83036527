// What is kept of plugins: state, cursors, appointments and recorded calls.

public import FoundationEssentials
internal import GRDB
public import TicketStore
public import Tickets

extension SQLiteStore {
    /// Reads the plugin's row.
    public func pluginRecord(_ plugin: String) async throws -> PluginRecord {
        try await reading { connection in
            try connection.rows("SELECT * FROM plugins WHERE id = ?", [plugin]).first.map(Self.pluginRecord)
                ?? PluginRecord()
        }
    }

    static func pluginRecord(_ row: Row) -> PluginRecord {
        PluginRecord(
            stateRevision: row["state_revision"], state: row["state"], cursor: row["cursor"],
            memory: row["memory"])
    }

    /// Adds the row of a plugin that is not known yet.
    static func takeNew(_ plugin: KeptPlugin, _ connection: Database) throws {
        let record = plugin.record
        try connection.run(
            "INSERT INTO plugins (id, state_revision, state, cursor, memory) VALUES (?, ?, ?, ?, ?)",
            [plugin.id, record.stateRevision, record.state, record.cursor, record.memory])
        if PluginRecord.isOfVotes(plugin.id), let cursor = record.cursor {
            try countVotes(from: cursor, connection)
        }
    }

    /// Writes it into the plugin's row.
    public func remember(_ memory: String, of plugin: String) async throws {
        try await writing { connection in
            try Self.begin(plugin, connection)
            try connection.run("UPDATE plugins SET memory = ? WHERE id = ?", [memory, plugin])
        }
    }

    /// Writes the cursor when there is none.
    public func beginDeliveries(to plugin: String, after number: Int64) async throws {
        try await writing { connection in
            try Self.begin(plugin, connection)
            try connection.run(
                "UPDATE plugins SET cursor = ? WHERE id = ? AND cursor IS NULL", [number, plugin])
        }
    }

    /// Writes the cursor where it is another one.
    public func moveDeliveries(to plugin: String, to number: Int64) async throws {
        guard try await pluginRecord(plugin).cursor != number else { return }
        try await writing { connection in
            try Self.begin(plugin, connection)
            try connection.run("UPDATE plugins SET cursor = ? WHERE id = ?", [number, plugin])
        }
    }

    /// Checks, changes and keeps within the transaction of the writer.
    public func commit<Result: Sendable>(
        _ work: [PluginWork], to tickets: [TicketID], now: Date,
        _ change: @escaping @Sendable (inout [TicketID: TicketEdit]) throws -> Result
    ) async throws -> Result {
        try await writing { connection in
            for piece in work { try Self.check(piece.call, connection) }
            try work.checkStates { plugin in
                try connection.value("SELECT state_revision FROM plugins WHERE id = ?", [plugin]) ?? 0
            }
            var edits: [TicketID: TicketEdit] = [:]
            for id in tickets {
                guard let entry = try Self.entry(id, connection) else { continue }
                edits[id] = TicketEdit(
                    entry.ticket, correspondent: entry.correspondent, asked: try Self.asked(id, connection),
                    now: now.inMilliseconds)
            }
            let result = try change(&edits)
            let depth = work.map(\.depth).max() ?? 0
            for edit in edits.values.sorted(by: { $0.ticket.id < $1.ticket.id }) {
                try commit(edit, now: now, depth: depth, connection)
            }
            for piece in work { try Self.keep(piece, connection) }
            return result
        }
    }

    private static func asked(_ id: TicketID, _ connection: Database) throws -> TicketEdit.Asked? {
        try connection.rows(
            """
            SELECT NOT is_decided AS is_undecided, (SELECT count(*) FROM messages
                WHERE ticket = tickets.id AND visibility = 'public' AND author = ?) AS count
            FROM tickets WHERE id = ?
            """, [try JSON.encode(Author.requester), id.number]
        ).first.map { TicketEdit.Asked(messageCount: $0["count"], isUndecided: $0["is_undecided"]) }
    }

    private static func check(_ call: PluginCall, _ connection: Database) throws {
        let isDone: Int? = try connection.value(
            "SELECT 1 FROM plugin_calls WHERE plugin = ? AND call = ? AND outcome = 'answered'",
            [call.plugin, call.call])
        if isDone != nil { throw PluginCommitError.alreadyDone(call: call.call) }
    }

    private static func keep(_ asked: PluginWork, _ connection: Database) throws {
        let isErased = try asked.call.tickets.contains { id in
            let isErased: Int? = try connection.value(
                "SELECT json_extract(state, '$.isErased') FROM tickets WHERE id = ?", [id.number])
            return isErased == 1
        }
        let work = isErased ? asked.withoutWords : asked
        let call = work.call
        try begin(call.plugin, connection)
        if let state = work.state {
            try connection.run(
                "UPDATE plugins SET state_revision = ?1, state = ?2 WHERE id = ?3 AND state_revision < ?1",
                [state.rev + 1, state.document, call.plugin])
        }
        if let cursor = work.cursor {
            try connection.run("UPDATE plugins SET cursor = ? WHERE id = ?", [cursor, call.plugin])
        }
        if let cursor = work.voteCursor {
            let name = PluginRecord.votes(call.plugin)
            try begin(name, connection)
            try connection.run("UPDATE plugins SET cursor = ? WHERE id = ?", [cursor, name])
        }
        try connection.run(
            "DELETE FROM plugin_calls WHERE plugin = ? AND call = ?", [call.plugin, call.call])
        try add(call, connection)
        for request in work.requests { try add(request, connection) }
        for key in work.cancelled {
            try connection.run(
                "DELETE FROM plugin_appointments WHERE plugin = ? AND key = ?", [call.plugin, key])
        }
        for entry in work.schedule {
            try connection.run("INSERT OR REPLACE INTO \(appointmentRow)", arguments(entry))
        }
    }

    static let appointmentRow =
        "plugin_appointments (plugin, key, due, ticket, data, depth) VALUES (?, ?, ?, ?, ?, ?)"

    static func arguments(_ entry: PluginAppointment) -> StatementArguments {
        [entry.plugin, entry.key, entry.due.milliseconds, entry.ticket?.number, entry.data, entry.depth]
    }

    static func appointment(_ row: Row) -> PluginAppointment {
        let ticket: Int64? = row["ticket"]
        return PluginAppointment(
            plugin: row["plugin"], key: row["key"], due: Date(milliseconds: row["due"]),
            ticket: ticket.map(TicketID.init), data: row["data"], depth: row["depth"])
    }

    /// Adds the row of a call, and rows that say which tickets it speaks of.
    ///
    /// - Parameter number: the one that it had elsewhere; `nil` for the next one.
    static func add(_ call: PluginCall, number: Int64? = nil, _ connection: Database) throws {
        try connection.run(
            """
            INSERT INTO plugin_calls (id, plugin, call, at, outcome, bytes, entry) VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                number, call.plugin, call.call, call.at.milliseconds, call.outcome.rawValue,
                call.request.utf8.count + call.response.utf8.count, try JSON.encode(call),
            ])
        let number = connection.lastInsertedRowID
        for ticket in Set(call.tickets) {
            try connection.run(
                "INSERT INTO plugin_call_tickets (ticket, call) VALUES (?, ?)", [ticket.number, number])
        }
    }

    private static func begin(_ plugin: String, _ connection: Database) throws {
        try connection.run("INSERT OR IGNORE INTO plugins (id) VALUES (?)", [plugin])
    }

    /// What was asked about an erased ticket goes, and what is planned for it.
    static func forgetPluginWords(of id: TicketID, _ connection: Database) throws {
        try connection.run(
            "DELETE FROM plugin_calls WHERE id IN (SELECT call FROM plugin_call_tickets WHERE ticket = ?)",
            [id.number])
        try connection.run("DELETE FROM plugin_appointments WHERE ticket = ?", [id.number])
        try connection.run("DELETE FROM plugin_requests WHERE ticket = ?", [id.number])
    }

    /// Walks the table of events.
    public func events(after number: Int64, limit: Int) async throws -> [NumberedEvent] {
        try await reading { connection in
            try connection.rows(
                "SELECT id, ticket, event, depth FROM events WHERE id > ? ORDER BY id LIMIT ?",
                [number, limit]
            ).map { row in
                NumberedEvent(
                    number: row["id"], ticket: TicketID(row["ticket"]), event: try JSON.decode(row["event"]),
                    depth: row["depth"])
            }
        }
    }

    /// Looks at the end of the table of events.
    public func lastEvent() async throws -> Int64 {
        try await reading { try $0.value("SELECT max(id) FROM events", []) ?? 0 }
    }

    /// Walks the index of the plugin's due times.
    public func dueAppointments(
        of plugin: String, now: Date, limit: Int
    ) async throws -> [PluginAppointment] {
        try await reading { connection in
            try connection.rows(
                "SELECT * FROM plugin_appointments WHERE plugin = ? AND due <= ? ORDER BY due, key LIMIT ?",
                [plugin, now.milliseconds, limit]
            ).map(Self.appointment)
        }
    }

    /// Looks the next one up in the index of the plugin's due times.
    public func nextAppointment(of plugin: String, after moment: Date?) async throws -> Date? {
        try await reading { connection in
            let due: Int64? = try connection.value(
                "SELECT min(due) FROM plugin_appointments WHERE plugin = ? AND due > ?",
                [plugin, moment?.milliseconds ?? .min])
            return due.map(Date.init(milliseconds:))
        }
    }

    /// Counts in the index of the plugin's due times.
    public func appointmentCount(of plugin: String) async throws -> Int {
        try await reading { connection in
            try connection.value("SELECT count(*) FROM plugin_appointments WHERE plugin = ?", [plugin]) ?? 0
        }
    }

    /// Walks the table of calls.
    public func pluginCalls(
        of plugin: String?, outcome: PluginCall.Outcome?, after number: Int64, limit: Int
    ) async throws -> [RecordedCall] {
        try await reading { connection in
            try connection.rows(
                """
                SELECT id, entry FROM plugin_calls
                WHERE id > ? AND (? IS NULL OR plugin = ?) AND (? IS NULL OR outcome = ?) ORDER BY id LIMIT ?
                """, [number, plugin, plugin, outcome?.rawValue, outcome?.rawValue, limit]
            ).map { RecordedCall(number: $0["id"], call: try JSON.decode($0["entry"])) }
        }
    }

    /// Deletes the row.
    public func forgetPluginCall(_ number: Int64) async throws {
        try await writing { try $0.run("DELETE FROM plugin_calls WHERE id = ?", [number]) }
    }

    /// Deletes what is old, then what comes behind the limit counted from the newest.
    public func trimPluginCalls(before moment: Date, mostBytes: Int) async throws -> Int {
        try await writing { connection in
            try connection.run(
                """
                DELETE FROM plugin_calls WHERE outcome <> 'dead' AND (at < ? OR id IN (
                    SELECT id FROM (SELECT id, sum(bytes) OVER (ORDER BY id DESC) AS total FROM plugin_calls)
                    WHERE total > ?))
                """, [moment.milliseconds, mostBytes])
            return connection.changesCount
        }
    }
}
