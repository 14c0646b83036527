// Questions become tickets, and tickets change.

public import FoundationEssentials
internal import GRDB
public import TicketStore
public import Tickets

extension SQLiteStore: TicketStore {
    /// The unique index on form keys decides whether the question is new.
    public func submit(
        _ submission: Submission, now: Date, _ finish: @escaping @Sendable (inout TicketEdit) -> Void
    ) async throws -> Ticket {
        try await writing { try take(submission, now: now, finish, $0) }
    }

    private func take(
        _ submission: Submission, now: Date, _ finish: (inout TicketEdit) -> Void, _ connection: Database
    ) throws -> Ticket {
        guard let ticket = try Self.earlier(submission, connection) else {
            return try create(submission, now: now, finish, connection)
        }
        let known = try Self.messages(of: ticket.id, connection)
        if let next = submission.next(after: ticket, known: known) {
            return try take(next, now: now, finish, connection)
        }
        let edit = submission.edit(correcting: ticket, known: known, now: now)
        try commit(edit, now: now, connection)
        return edit.ticket
    }

    /// The ticket that a form has become already.
    private static func earlier(_ submission: Submission, _ connection: Database) throws -> Ticket? {
        func ticket(_ key: String) throws -> Ticket? {
            let id: Int64? = try connection.value("SELECT id FROM tickets WHERE form_key = ?", [key])
            return try id.flatMap { try Self.ticket(TicketID($0), connection) }
        }
        if let known = try ticket(submission.key) { return known }
        guard let recent = submission.recent, let known = try ticket(recent.key),
            known.createdAt >= recent.since
        else { return nil }
        return known
    }

    private func create(
        _ submission: Submission, now: Date, _ finish: (inout TicketEdit) -> Void, _ connection: Database
    ) throws -> Ticket {
        let earlier = try submission.followUpOf.flatMap { try Self.ticket($0, connection) }
        guard earlier?.state.isErased != true else { throw TicketError.erased }
        // Numbers are given in the one writer, so that the next one is known before the row is made.
        let last: Int64? = try connection.value("SELECT seq FROM sqlite_sequence WHERE name = 'tickets'")
        var edit = submission.edit(
            creating: TicketID((last ?? 0) + 1),
            correspondent: try Self.correspondent(submission.requester.address, connection), now: now)
        finish(&edit)
        if let earlier {
            var before = TicketEdit(earlier, now: now.inMilliseconds)
            try? edit.followUp(&before, by: .requester)
            try commit(before, now: now, connection)
        }
        try Self.add(edit.ticket, key: submission.key, connection)
        try commit(edit, now: now, isNew: true, connection)
        return edit.ticket
    }

    /// Runs the change inside the writer's transaction; an error of its own rolls it back.
    public func edit<Result: Sendable>(
        _ id: TicketID, once key: String?, now: Date,
        _ change: @escaping @Sendable (inout TicketEdit) throws -> Result
    ) async throws -> Result? {
        try await writing { connection in
            guard let entry = try Self.entry(id, connection) else { return nil }
            let isRepeated = try Self.takeKey(key, for: id, connection)
            var edit = TicketEdit(
                entry.ticket, isRepeated: isRepeated, correspondent: entry.correspondent,
                now: now.inMilliseconds)
            let result = try change(&edit)
            try commit(edit, now: now, connection)
            return result
        }
    }

    /// Runs the change of both inside the writer's transaction.
    public func edit<Result: Sendable>(
        _ first: TicketID, _ second: TicketID, once key: String?, now: Date,
        _ change: @escaping @Sendable (inout TicketEdit, inout TicketEdit) throws -> Result
    ) async throws -> Result? {
        guard first != second else { throw TicketError.sameTicket }
        return try await writing { connection in
            guard let one = try Self.entry(first, connection),
                let other = try Self.entry(second, connection)
            else { return nil }
            let isRepeated = try Self.takeKey(key, for: first, connection)
            var here = TicketEdit(
                one.ticket, isRepeated: isRepeated, correspondent: one.correspondent,
                now: now.inMilliseconds)
            var there = TicketEdit(
                other.ticket, isRepeated: isRepeated, correspondent: other.correspondent,
                now: now.inMilliseconds)
            let result = try change(&here, &there)
            try commit(here, now: now, connection)
            try commit(there, now: now, connection)
            return result
        }
    }

    /// Notes that a form was used.
    ///
    /// - Returns: whether it was used before.
    private static func takeKey(_ key: String?, for id: TicketID, _ connection: Database) throws -> Bool {
        guard let key else { return false }
        try connection.run(
            "INSERT OR IGNORE INTO form_keys (key, ticket) VALUES (?, ?)", [key, id.number])
        return connection.changesCount == 0
    }

    /// The row of an address; a new one is added.
    static func requesterNumber(_ address: String, _ connection: Database) throws -> Int64 {
        if let known: Int64 = try connection.value(
            "SELECT id FROM requesters WHERE address = ?", [address])
        {
            return known
        }
        try connection.run("INSERT INTO requesters (address) VALUES (?)", [address])
        return connection.lastInsertedRowID
    }
}
