// What is asked of the tickets.

internal import FoundationEssentials
internal import GRDB
public import TicketStore
public import Tickets

extension SQLiteStore {
    /// Reads one row.
    public func ticket(_ id: TicketID) async throws -> Ticket? {
        try await reading { try Self.ticket(id, $0) }
    }

    /// Reads ticket, messages, decisions and events in one snapshot.
    public func thread(_ id: TicketID) async throws -> TicketThread? {
        try await reading { connection in
            guard let entry = try Self.entry(id, connection) else { return nil }
            return TicketThread(
                ticket: entry.ticket, messages: try Self.messages(of: id, connection),
                decisions: try Self.all("decision", from: "decisions", of: id, connection),
                events: try Self.all("event", from: "events", of: id, connection),
                correspondent: entry.correspondent)
        }
    }

    /// Walks an index in the desk's order from where the page before ended.
    public func tickets(
        _ filter: TicketFilter, after position: TicketListPosition?, limit: Int
    ) async throws -> TicketList {
        try await reading { connection in
            let isFinished = position?.isFinished ?? false
            var rows = try Self.page(
                filter, isFinished, after: position?.id, limit: limit + 1, connection)
            // Nothing that is finished is laid aside.
            if !isFinished, filter.status == nil, Self.asideIndex(filter) == nil {
                rows += try Self.page(
                    filter, true, after: nil, limit: limit + 1 - rows.count, connection)
            }
            let tickets = try rows.prefix(limit).map(Self.ticket)
            return TicketList(
                tickets: tickets, next: rows.count > limit ? tickets.last.map(TicketListPosition.init) : nil,
                statusCounts: try Self.statusCounts(filter, connection), of: filter.status)
        }
    }

    /// Walks an index, whatever the status that the filter asks for.
    private static func statusCounts(
        _ filter: TicketFilter, _ connection: Database
    ) throws -> [TicketStatus: Int] {
        var filter = filter
        filter.status = nil
        let (condition, arguments) = condition(filter)
        // Without being told, SQLite takes the index of queues, and looks up a row for each ticket.
        let usual = filter.assignee == nil ? "INDEXED BY tickets_of_statuses" : ""
        let rows = try connection.rows(
            "SELECT status, count(*) FROM tickets \(asideIndex(filter) ?? usual) WHERE \(condition) GROUP BY status",
            arguments)
        return try rows.reduce(into: [:]) { counts, row in
            guard let status = TicketStatus(rawValue: row[0]) else {
                throw DatabaseError(
                    resultCode: .SQLITE_CORRUPT, message: "tickets.status has an unknown value")
            }
            counts[status] = row[1]
        }
    }

    /// Tickets of one half of the list. Each half alone is a range of the index; SQLite would walk
    /// from its beginning to find a pair of values.
    private static func page(
        _ filter: TicketFilter, _ isFinished: Bool, after id: TicketID?, limit: Int, _ connection: Database
    ) throws -> [Row] {
        let (condition, arguments) = condition(filter)
        // A status is of one half alone, and has an index of its own.
        let half = filter.status == nil ? " AND is_finished = \(isFinished ? 1 : 0)" : ""
        return try connection.rows(
            selectTicket(through: asideIndex(filter) ?? "") + """
                 WHERE \(condition)\(half) AND -tickets.id > ? ORDER BY -tickets.id LIMIT ?
                """, arguments + [-(id?.number ?? .max), limit])
    }

    /// Few tickets are laid aside, and they have an index of their own; SQLite would look for them among
    /// all of a queue.
    private static func asideIndex(_ filter: TicketFilter) -> String? {
        if case .only = filter.aside { "INDEXED BY tickets_laid_aside" } else { nil }
    }

    private static func condition(_ filter: TicketFilter) -> (sql: String, arguments: StatementArguments) {
        var parts = ["1"]
        var arguments = StatementArguments()
        if let queue = filter.queue {
            parts.append("queue = ?")
            arguments += [queue]
        }
        if let assignee = filter.assignee {
            parts.append("assignee = ?")
            arguments += [assignee]
        }
        if let other = filter.otherThan {
            parts.append("queue <> ?")
            arguments += [other]
        }
        if let status = filter.status {
            parts.append("status = ?")
            arguments += [status.rawValue]
        }
        switch filter.aside {
        case nil: break
        case .only(let moment):
            parts.append("snoozed_until > ?")
            arguments += [moment.milliseconds]
        case .without(let moment):
            // Not with OR: SQLite would walk an index for each side.
            parts.append("coalesce(snoozed_until, 0) <= ?")
            arguments += [moment.milliseconds]
        }
        return (parts.joined(separator: " AND "), arguments)
    }

    /// Walks the index of requesters.
    public func tickets(from address: String, limit: Int) async throws -> [Ticket] {
        guard !address.isEmpty else { return [] }
        return try await reading { connection in
            try connection.rows(
                selectTicketsFrom, [address, limit]
            ).map(Self.ticket)
        }
    }

    private var selectTicketsFrom: String {
        Self.selectTicket + " WHERE requesters.address = ? ORDER BY tickets.id DESC LIMIT ?"
    }

    /// Asks the full-text index, newest first: it walks its lists of tickets from their end, and
    /// stops when the page is full.
    public func search(_ query: TicketQuery, before id: TicketID?, limit: Int) async throws -> [Ticket] {
        try await reading { connection in
            var found: [Ticket] = []
            if id == nil, let asked = query.id, let ticket = try Self.ticket(asked, connection) {
                found.append(ticket)
            }
            guard !query.words.isEmpty else { return found }
            let rows = try connection.rows(
                """
                SELECT rowid FROM ticket_words WHERE ticket_words MATCH ? AND rowid < ?
                ORDER BY rowid DESC LIMIT ?
                """, [Self.expression(query), id?.number ?? .max, limit + 1])
            for row in rows where found.count < limit && TicketID(row[0]) != query.id {
                if let ticket = try Self.ticket(TicketID(row[0]), connection) { found.append(ticket) }
            }
            return found
        }
    }

    /// Words in quotation marks are words alone, whatever FTS5's operators are called. A word holds
    /// letters, marks and digits, so that no quotation mark stands in it.
    private static func expression(_ query: TicketQuery) -> String {
        query.words.map { "\"\($0)\"" }.joined(separator: " AND ") + (query.isLastUnfinished ? "*" : "")
    }

    /// Walks the partial index of undecided tickets.
    public func undecided(after id: TicketID, limit: Int) async throws -> [TicketID] {
        try await reading { connection in
            try connection.rows(
                "SELECT id FROM tickets WHERE NOT is_decided AND id > ? ORDER BY id LIMIT ?",
                [id.number, limit]
            ).map { TicketID($0[0]) }
        }
    }
}
