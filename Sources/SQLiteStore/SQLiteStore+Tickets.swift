// Tickets and their threads.

public import FoundationEssentials
internal import GRDB
public import TicketStore
public import Tickets

extension SQLiteStore: TicketStore {
    /// The unique index on form keys decides whether the question is new.
    public func submit(_ submission: Submission, now: Date) async throws -> Ticket {
        try await writing { connection in
            if let earlier = try Int64.fetchOne(
                connection, sql: "SELECT id FROM tickets WHERE form_key = ?", arguments: [submission.key]),
                let ticket = try Self.ticket(TicketID(earlier), connection)
            {
                return try Self.submitAgain(submission, to: ticket, now: now, connection)
            }
            try connection.execute(
                sql: """
                    INSERT INTO tickets (form_key, requester, requester_name, subject, status, queue,
                        created_at, revision, link_generation) VALUES (?, ?, ?, ?, 'new', ?, ?, 1, 1)
                    """,
                arguments: [
                    submission.key, try Self.requesterNumber(submission.requester.address, connection),
                    submission.requester.name, submission.subject, submission.queue, now.milliseconds,
                ])
            let ticket = Ticket(
                id: TicketID(connection.lastInsertedRowID), subject: submission.subject,
                requester: submission.requester, status: .new, queue: submission.queue, rating: nil,
                createdAt: Date(milliseconds: now.milliseconds), revision: 1, linkGeneration: 1)
            let edit = TicketEdit(taking: ticket, body: submission.body)
            try Self.commit(edit, connection)
            return ticket
        }
    }

    /// Runs the change inside the writer's transaction; an error of its own rolls it back.
    public func edit<Result: Sendable>(
        _ id: TicketID, once key: String?, now: Date,
        _ change: @escaping @Sendable (inout TicketEdit) throws -> Result
    ) async throws -> Result? {
        try await writing { connection in
            guard let ticket = try Self.ticket(id, connection) else { return nil }
            var isRepeated = false
            if let key {
                try connection.execute(
                    sql: "INSERT OR IGNORE INTO form_keys (key, ticket) VALUES (?, ?)",
                    arguments: [key, id.number])
                isRepeated = connection.changesCount == 0
            }
            var edit = TicketEdit(ticket, isRepeated: isRepeated, now: now)
            let result = try change(&edit)
            try Self.commit(edit, connection)
            return result
        }
    }

    /// Reads ticket, messages, decisions and events in one snapshot.
    public func thread(_ id: TicketID) async throws -> TicketThread? {
        try await reading { connection in
            guard let ticket = try Self.ticket(id, connection) else { return nil }
            let messages = try Row.fetchAll(
                connection, sql: "SELECT author, body, at FROM messages WHERE ticket = ? ORDER BY id",
                arguments: [id.number])
            return TicketThread(
                ticket: ticket,
                messages: try messages.map { row in
                    Message(
                        author: try JSON.decode(row["author"]), body: row["body"],
                        at: Date(milliseconds: row["at"]))
                },
                decisions: try Self.all("decision", from: "decisions", of: id, connection),
                events: try Self.all("event", from: "events", of: id, connection))
        }
    }

    /// Walks the index of the desk's order from where the page before ended.
    public func tickets(after position: TicketListPosition?, limit: Int) async throws -> TicketList {
        try await reading { connection in
            let isSolved = position?.isSolved ?? false
            var rows = try Self.page(isSolved, after: position?.id, limit: limit + 1, connection)
            if !isSolved {
                rows += try Self.page(true, after: nil, limit: limit + 1 - rows.count, connection)
            }
            let tickets = try rows.prefix(limit).map(Self.ticket)
            let count = try Int.fetchOne(connection, sql: "SELECT count(*) FROM tickets") ?? 0
            let solved =
                try Int.fetchOne(
                    connection, sql: "SELECT count(*) FROM tickets WHERE (status = 'solved') = 1") ?? 0
            return TicketList(
                tickets: tickets, next: rows.count > limit ? tickets.last.map(TicketListPosition.init) : nil,
                count: count, unsolvedCount: count - solved)
        }
    }

    /// Tickets of one half of the list. Each half alone is a range of the index; SQLite would walk
    /// from its beginning to find a pair of values.
    private static func page(
        _ isSolved: Bool, after id: TicketID?, limit: Int, _ connection: Database
    ) throws -> [Row] {
        try Row.fetchAll(
            connection,
            sql: selectTicket + """
                 WHERE (tickets.status = 'solved') = ? AND -tickets.id > ? ORDER BY -tickets.id LIMIT ?
                """,
            arguments: [isSolved, -(id?.number ?? .max), limit])
    }

    /// Walks the partial index of undecided tickets.
    public func undecided(after id: TicketID, limit: Int) async throws -> [TicketID] {
        try await reading { connection in
            try Int64.fetchAll(
                connection,
                sql: "SELECT id FROM tickets WHERE NOT is_decided AND id > ? ORDER BY id LIMIT ?",
                arguments: [id.number, limit]
            ).map { TicketID($0) }
        }
    }

    /// The form was sent before: the same words change nothing, corrected ones are taken over.
    private static func submitAgain(
        _ submission: Submission, to ticket: Ticket, now: Date, _ connection: Database
    ) throws -> Ticket {
        let known = try String.fetchAll(
            connection, sql: "SELECT body FROM messages WHERE ticket = ?", arguments: [ticket.id.number])
        var edit = TicketEdit(ticket, now: now)
        edit.correct(name: submission.requester.name, subject: submission.subject)
        if !known.contains(submission.body) { edit.add(submission.body) }
        if !edit.events.isEmpty { try commit(edit, connection) }
        return edit.ticket
    }

    private static func commit(_ edit: TicketEdit, _ connection: Database) throws {
        let ticket = edit.ticket
        try connection.execute(
            sql: """
                UPDATE tickets SET subject = ?, requester_name = ?, status = ?, queue = ?, rating = ?,
                    revision = ?, is_decided = is_decided OR ? WHERE id = ?
                """,
            arguments: [
                ticket.subject, ticket.requester.name, ticket.status.rawValue, ticket.queue,
                ticket.rating?.rawValue, ticket.revision,
                edit.isDecided, ticket.id.number,
            ])
        for message in edit.messages {
            try connection.execute(
                sql: "INSERT INTO messages (ticket, author, body, at) VALUES (?, ?, ?, ?)",
                arguments: [
                    ticket.id.number, try JSON.encode(message.author), message.body, message.at.milliseconds,
                ])
        }
        for event in edit.events {
            try connection.execute(
                sql: "INSERT INTO events (ticket, event) VALUES (?, ?)",
                arguments: [ticket.id.number, try JSON.encode(event)])
        }
        for decision in edit.decisions {
            try connection.execute(
                sql: "INSERT INTO decisions (ticket, decision) VALUES (?, ?)",
                arguments: [ticket.id.number, try JSON.encode(decision)])
        }
        for mail in edit.mails {
            try connection.execute(
                sql: "INSERT INTO outbox (mail) VALUES (?)", arguments: [try JSON.encode(mail)])
        }
    }

    /// The row of an address; a new one is added.
    private static func requesterNumber(_ address: String, _ connection: Database) throws -> Int64? {
        try Int64.fetchOne(
            connection,
            sql: """
                INSERT INTO requesters (address) VALUES (?)
                ON CONFLICT (address) DO UPDATE SET address = address RETURNING id
                """,
            arguments: [address])
    }
}
