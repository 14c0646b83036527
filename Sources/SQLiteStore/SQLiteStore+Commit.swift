// What an edit leaves in the tables.

internal import FoundationEssentials
internal import GRDB
internal import TicketStore
internal import Tickets

extension SQLiteStore {
    /// Writes an edit: the ticket, what was said and what happened, its timers and its words in the
    /// search index.
    ///
    /// - Parameters:
    ///   - isNew: whether the ticket's row was made in this transaction.
    ///   - erases: whether its words go, also those that came after they went before.
    ///   - depth: how many plugins in a row caused it.
    func commit(
        _ edit: TicketEdit, now: Date, isNew: Bool = false, erases: Bool = false, depth: Int = 0,
        _ connection: Database
    ) throws {
        guard !edit.isEmpty else { return }
        let ticket = edit.ticket
        let erases = erases || edit.events.contains { $0.kind == .erased }
        let changesWords =
            isNew || erases || !edit.messages.isEmpty
            || edit.events.contains { $0.change?.field == "name" || $0.change?.field == "subject" }
        if changesWords, !isNew { try Self.leaveIndex(ticket.id, connection) }
        if !isNew { try Self.write(ticket, connection) }
        if edit.isDecided || edit.asksPlugins {
            try connection.run(
                "UPDATE tickets SET is_decided = ? WHERE id = ?", [edit.isDecided, ticket.id.number])
        }
        for message in edit.messages { try Self.add(message, to: ticket.id, connection) }
        for event in edit.events {
            let isPlugins = if case .plugin = event.actor { true } else { false }
            try connection.run(
                "INSERT INTO events (ticket, event, depth) VALUES (?, ?, ?)",
                [ticket.id.number, try JSON.encode(event), isPlugins ? max(1, depth) : depth])
        }
        for decision in edit.keptDecisions {
            try Self.addEntry("decision", to: "decisions", of: ticket.id, decision, connection)
        }
        for mail in edit.mails {
            try connection.run(
                "INSERT INTO outbox (ticket, mail) VALUES (?, ?)",
                [ticket.id.number, try JSON.encode(mail)])
        }
        if edit.changesCorrespondent { try Self.write(edit.correspondent, of: ticket.id, connection) }
        if erases { try Self.forgetWords(of: ticket.id, connection) }
        if changesWords { try Self.enterIndex(ticket.id, connection) }
        try replaceTimers(of: ticket.state, now: now, mayHaveSome: !isNew, connection)
    }

    /// Adds the row of a new ticket.
    static func add(
        _ ticket: Ticket, key: String, isDecided: Bool = false, _ connection: Database
    ) throws {
        let personal = ticket.personalFields.isEmpty ? "{}" : try JSON.encode(ticket.personalFields)
        let state = ticket.state
        try connection.run(
            """
            INSERT INTO tickets (id, form_key, requester, requester_name, subject, personal_fields, created_at,
                is_decided, state, status, queue, assignee, is_finished, rating, revision, link_generation,
                snoozed_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                ticket.id.number, key, try requesterNumber(ticket.requester.address, connection),
                ticket.requester.name, ticket.subject, personal, state.createdAt.milliseconds, isDecided,
                try JSON.encode(state), state.status.rawValue, state.queue, state.assignee,
                state.status.isFinished, state.rating?.rawValue, state.revision, state.linkGeneration,
                state.laidAsideUntil?.milliseconds,
            ])
    }

    static func write(_ ticket: Ticket, _ connection: Database) throws {
        let personal = ticket.personalFields.isEmpty ? "{}" : try JSON.encode(ticket.personalFields)
        try connection.run(
            """
            UPDATE tickets SET snoozed_until = ?, subject = ?, requester_name = ?, personal_fields = ?,
                \(stateColumns)
            """,
            [ticket.state.laidAsideUntil?.milliseconds, ticket.subject, ticket.requester.name, personal]
                + (try stateArguments(ticket.state)))
    }

    /// Writes the columns that the third version had.
    static func writeAsThirdVersion(_ state: TicketState, _ connection: Database) throws {
        try connection.run("UPDATE tickets SET \(stateColumns)", try stateArguments(state))
    }

    private static let stateColumns = """
        state = ?, status = ?, queue = ?, assignee = ?, is_finished = ?, rating = ?, revision = ?,
        link_generation = ? WHERE id = ?
        """

    private static func stateArguments(_ state: TicketState) throws -> StatementArguments {
        [
            try JSON.encode(state), state.status.rawValue, state.queue, state.assignee,
            state.status.isFinished, state.rating?.rawValue, state.revision, state.linkGeneration,
            state.id.number,
        ]
    }

    static func add(_ message: Message, to id: TicketID, _ connection: Database) throws {
        try connection.run(
            "INSERT INTO messages (ticket, author, body, at, visibility) VALUES (?, ?, ?, ?, ?)",
            [
                id.number, try JSON.encode(message.author), message.body, message.at.milliseconds,
                message.visibility.rawValue,
            ])
        let number = connection.lastInsertedRowID
        for (place, attachment) in message.attachments.enumerated() {
            let digest = attachment.digest.description
            let isKept: Int? = try connection.value("SELECT 1 FROM files WHERE digest = ?", [digest])
            guard isKept != nil else { throw StoreError(.missingFile, number: 0) }
            try connection.run(
                "INSERT INTO attachments (message, place, ticket, digest, attachment) VALUES (?, ?, ?, ?, ?)",
                [number, place, id.number, digest, try JSON.encode(attachment)])
        }
    }

    /// Takes a ticket's words out of the search index, before they change.
    private static func leaveIndex(_ id: TicketID, _ connection: Database) throws {
        try connection.run(
            """
            INSERT INTO ticket_words (ticket_words, rowid, subject, requester, words)
            SELECT 'delete', id, subject, requester, words FROM ticket_texts WHERE id = ?
            """, [id.number])
    }

    static func enterIndex(_ id: TicketID, _ connection: Database) throws {
        try connection.run(
            """
            INSERT INTO ticket_words (rowid, subject, requester, words)
            SELECT id, subject, requester, words FROM ticket_texts WHERE id = ?
            """, [id.number])
    }

    /// Empties all that holds words of a ticket. Files that no other message has count as kept in 1970,
    /// so that they are the first to go.
    private static func forgetWords(of id: TicketID, _ connection: Database) throws {
        try connection.run(
            """
            UPDATE files SET kept_at = 0
            WHERE digest IN (SELECT digest FROM attachments WHERE ticket = ?1) AND NOT EXISTS
                (SELECT 1 FROM attachments WHERE digest = files.digest AND ticket <> ?1)
            """, [id.number])
        try connection.run("DELETE FROM attachments WHERE ticket = ?", [id.number])
        try connection.run("INSERT OR IGNORE INTO traces (ticket) VALUES (?)", [id.number])
        try connection.run("UPDATE messages SET body = '' WHERE ticket = ?", [id.number])
        try connection.run("DELETE FROM outbox WHERE ticket = ?", [id.number])
        try forgetPluginWords(of: id, connection)
        for row in try connection.rows("SELECT id, decision FROM decisions WHERE ticket = ?", [id.number]) {
            let decision: Decision = try JSON.decode(row["decision"])
            try connection.run(
                "UPDATE decisions SET decision = ? WHERE id = ?",
                [try JSON.encode(decision.withoutWords), row["id"] as Int64])
        }
        let requester: Int64? = try connection.value(
            "SELECT requester FROM tickets WHERE id = ?", [id.number])
        try connection.run(
            "UPDATE tickets SET requester = ? WHERE id = ?", [try requesterNumber("", connection), id.number])
        try connection.run(
            """
            DELETE FROM requesters WHERE id = ? AND address <> ''
                AND NOT EXISTS (SELECT 1 FROM tickets WHERE requester = requesters.id)
            """, [requester])
    }
}
