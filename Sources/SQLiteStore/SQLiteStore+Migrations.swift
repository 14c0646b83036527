// The tables, in the order in which they came to be. A migration that was released never changes.

internal import FoundationEssentials
internal import GRDB
internal import Tickets

extension SQLiteStore {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 tickets") { database in
            try database.execute(sql: tickets)
        }
        migrator.registerMigration("1 agents") { database in
            try database.execute(sql: agents)
        }
        migrator.registerMigration("2 order of the desk, keys of forms") { database in
            try database.execute(sql: desk)
        }
        migrator.registerMigration("3 whole states, files, timers, search") { database in
            try database.execute(sql: whole)
            try rebuildStates(database)
            try database.execute(sql: search)
        }
        migrator.registerMigration("4 what is known of addresses, suggested answers") { database in
            try database.execute(sql: correspondents)
        }
        migrator.registerMigration("5 votes") { database in
            try database.execute(sql: votes)
        }
        migrator.registerMigration("6 tickets by status") { database in
            try database.execute(sql: statuses)
        }
        migrator.registerMigration("7 plugins: state, cursors, calls, appointments") { database in
            try database.execute(sql: plugins)
        }
        migrator.registerMigration("8 facts about the desk") { database in
            try database.execute(sql: facts)
        }
        migrator.registerMigration("9 traces of erased tickets") { database in
            try database.execute(sql: traces)
        }
        migrator.registerMigration("10 requests of plugins, votes as they come, automatic answers") {
            database in
            try database.execute(sql: pluginsAgain)
        }
        migrator.registerMigration("11 appointments of plugins by plugin, with their depth") { database in
            try database.execute(sql: appointmentsOfPlugins)
        }
        migrator.registerMigration("12 tickets that are laid aside") { database in
            try database.execute(sql: laidAside)
        }
        return migrator
    }()

    // Times are milliseconds since 1970. What can name a person lies in requesters, tickets,
    // messages and outbox, which can be erased while events stay true.
    private static let tickets = """
        CREATE TABLE requesters (
            id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE COLLATE NOCASE
        ) STRICT;
        CREATE TABLE tickets (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            form_key TEXT NOT NULL UNIQUE,
            requester INTEGER NOT NULL REFERENCES requesters (id),
            requester_name TEXT NOT NULL,
            subject TEXT NOT NULL,
            status TEXT NOT NULL,
            queue TEXT NOT NULL,
            rating TEXT,
            created_at INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            link_generation INTEGER NOT NULL,
            is_decided INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX tickets_undecided ON tickets (id) WHERE NOT is_decided;
        CREATE TABLE messages (
            id INTEGER PRIMARY KEY,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            author TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX messages_by_ticket ON messages (ticket, id);
        CREATE TABLE events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            event TEXT NOT NULL
        ) STRICT;
        CREATE INDEX events_by_ticket ON events (ticket, id);
        CREATE TABLE decisions (
            id INTEGER PRIMARY KEY,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            decision TEXT NOT NULL
        ) STRICT;
        CREATE INDEX decisions_by_ticket ON decisions (ticket, id);
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            mail TEXT NOT NULL, sent_at INTEGER
        ) STRICT;
        CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;
        """

    private static let desk = """
        CREATE INDEX tickets_as_the_desk_lists_them ON tickets (status = 'solved', -id);
        CREATE TABLE form_keys (
            key TEXT PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets (id)
        ) STRICT, WITHOUT ROWID;
        """

    private static let agents = """
        CREATE TABLE sign_in_links (
            hash BLOB PRIMARY KEY, agent TEXT NOT NULL, expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sessions (
            hash BLOB PRIMARY KEY, agent TEXT NOT NULL, expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    // The state is kept as JSON; what queries ask for stands in columns beside it.
    private static let whole = """
        ALTER TABLE tickets ADD COLUMN state TEXT NOT NULL DEFAULT '';
        ALTER TABLE tickets ADD COLUMN personal_fields TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE tickets ADD COLUMN assignee TEXT;
        ALTER TABLE tickets ADD COLUMN is_finished INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE messages ADD COLUMN visibility TEXT NOT NULL DEFAULT 'public';
        ALTER TABLE outbox ADD COLUMN ticket INTEGER REFERENCES tickets (id);
        UPDATE outbox SET ticket = json_extract(mail, '$.ticket.number');
        CREATE INDEX outbox_by_ticket ON outbox (ticket);
        CREATE INDEX form_keys_by_ticket ON form_keys (ticket);
        CREATE TABLE files (
            digest TEXT PRIMARY KEY, length_bytes INTEGER NOT NULL, kept_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE attachments (
            message INTEGER NOT NULL REFERENCES messages (id),
            place INTEGER NOT NULL,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            digest TEXT NOT NULL REFERENCES files (digest),
            attachment TEXT NOT NULL,
            PRIMARY KEY (message, place)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX attachments_by_ticket ON attachments (ticket);
        CREATE INDEX attachments_by_digest ON attachments (digest);
        CREATE TABLE timers (
            id INTEGER PRIMARY KEY,
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            due INTEGER NOT NULL,
            timer TEXT NOT NULL
        ) STRICT;
        CREATE INDEX timers_by_ticket ON timers (ticket);
        CREATE INDEX timers_by_due ON timers (due, ticket, id);
        DROP INDEX tickets_as_the_desk_lists_them;
        """

    // The words lie in the tables; the index holds where they stand, and no text of its own.
    // `ticket_texts` must say of a ticket what it said when it was indexed, so each change takes the
    // ticket out of the index before, and puts it back after.
    private static let search = """
        CREATE INDEX tickets_as_the_desk_lists_them ON tickets (is_finished, -id);
        CREATE INDEX tickets_of_queues ON tickets (queue, is_finished, -id);
        CREATE INDEX tickets_of_agents ON tickets (assignee, is_finished, -id);
        CREATE INDEX tickets_of_requesters ON tickets (requester, id);
        CREATE INDEX tickets_to_plan ON tickets (id) WHERE status <> 'closed';
        CREATE VIEW ticket_texts AS SELECT tickets.id AS id, subject,
            requester_name || ' ' || requesters.address AS requester,
            (SELECT group_concat(body, char(10)) FROM messages WHERE ticket = tickets.id) AS words
            FROM tickets JOIN requesters ON requesters.id = tickets.requester;
        CREATE VIRTUAL TABLE ticket_words USING fts5 (
            subject, requester, words, content = 'ticket_texts', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 2', prefix = '3');
        INSERT INTO ticket_words (ticket_words) VALUES ('rebuild');
        """

    private static let correspondents = """
        ALTER TABLE requesters ADD COLUMN verified_at INTEGER;
        ALTER TABLE requesters ADD COLUMN greeted_at INTEGER;
        ALTER TABLE requesters ADD COLUMN links_mailed_at INTEGER;
        CREATE TABLE suggestions (
            day INTEGER NOT NULL, outcome TEXT NOT NULL, article TEXT NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY (day, outcome, article)
        ) STRICT, WITHOUT ROWID;
        """

    private static let votes = """
        CREATE TABLE votes (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            article TEXT NOT NULL, voter TEXT NOT NULL, is_helpful INTEGER NOT NULL,
            reason TEXT NOT NULL, at INTEGER NOT NULL,
            UNIQUE (article, voter)
        ) STRICT;
        CREATE INDEX votes_with_reasons ON votes (article, id) WHERE reason <> '';
        """

    // A call holds the words of its tickets, so it goes with any of them. How many plugins in a row
    // caused an event stands beside it: chains of plugins come to an end.
    private static let plugins = """
        ALTER TABLE events ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE plugins (
            id TEXT PRIMARY KEY, state_revision INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL DEFAULT '{}', cursor INTEGER, memory TEXT NOT NULL DEFAULT ''
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE plugin_calls (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            plugin TEXT NOT NULL, call TEXT NOT NULL, at INTEGER NOT NULL, outcome TEXT NOT NULL,
            bytes INTEGER NOT NULL, entry TEXT NOT NULL,
            UNIQUE (plugin, call)
        ) STRICT;
        CREATE INDEX plugin_calls_dead ON plugin_calls (id) WHERE outcome = 'dead';
        CREATE TABLE plugin_call_tickets (
            ticket INTEGER NOT NULL REFERENCES tickets (id),
            call INTEGER NOT NULL REFERENCES plugin_calls (id) ON DELETE CASCADE,
            PRIMARY KEY (ticket, call)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX plugin_call_tickets_by_call ON plugin_call_tickets (call);
        CREATE TABLE plugin_appointments (
            plugin TEXT NOT NULL, key TEXT NOT NULL, due INTEGER NOT NULL,
            ticket INTEGER REFERENCES tickets (id), data TEXT NOT NULL,
            PRIMARY KEY (plugin, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX plugin_appointments_by_due ON plugin_appointments (due);
        """

    // A request that was given up has no due time. Votes change in place; plugins are told of each change.
    private static let pluginsAgain = """
        ALTER TABLE requesters ADD COLUMN answered_at INTEGER;
        CREATE TABLE plugin_requests (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            plugin TEXT NOT NULL, ticket INTEGER REFERENCES tickets (id), due INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '', request TEXT NOT NULL
        ) STRICT;
        CREATE INDEX plugin_requests_by_due ON plugin_requests (due) WHERE due IS NOT NULL;
        CREATE INDEX plugin_requests_by_ticket ON plugin_requests (ticket);
        CREATE TABLE cast_votes (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            article TEXT NOT NULL, is_helpful INTEGER NOT NULL, at INTEGER NOT NULL
        ) STRICT;
        """
    private static let facts =
        "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

    // Whole for counting: a row of tickets is long, and a desk has a hundred thousand of them.
    private static let statuses = "CREATE INDEX tickets_of_statuses ON tickets (status, -id, queue);"

    // What was erased before may have left mails beside the database, and files that only it had.
    private static let traces = """
        CREATE TABLE traces (ticket INTEGER PRIMARY KEY REFERENCES tickets (id)) STRICT;
        INSERT INTO traces SELECT id FROM tickets WHERE json_extract(state, '$.isErased');
        """

    // A plugin that many appointments wait for keeps no other from its own.
    private static let appointmentsOfPlugins = """
        ALTER TABLE plugin_appointments ADD COLUMN depth INTEGER NOT NULL DEFAULT 1;
        CREATE INDEX plugin_appointments_of_plugins ON plugin_appointments (plugin, due);
        DROP INDEX plugin_appointments_by_due;
        """

    // What a list leaves out stands in the index that it walks, so that no row is looked up for it.
    private static let laidAside = """
        ALTER TABLE tickets ADD COLUMN snoozed_until INTEGER;
        UPDATE tickets SET snoozed_until = CAST(round(json_extract(state, '$.snooze.until')) AS INTEGER)
            WHERE NOT is_finished AND json_extract(state, '$.snooze.until') IS NOT NULL;
        CREATE INDEX tickets_laid_aside ON tickets (-id, snoozed_until, status, queue)
            WHERE snoozed_until IS NOT NULL;
        DROP INDEX tickets_as_the_desk_lists_them;
        DROP INDEX tickets_of_queues;
        DROP INDEX tickets_of_agents;
        DROP INDEX tickets_of_statuses;
        CREATE INDEX tickets_as_the_desk_lists_them ON tickets (is_finished, -id, queue, snoozed_until);
        CREATE INDEX tickets_of_queues ON tickets (queue, is_finished, -id, snoozed_until);
        CREATE INDEX tickets_of_agents ON tickets (assignee, is_finished, -id, queue, snoozed_until);
        CREATE INDEX tickets_of_statuses ON tickets (status, -id, queue, snoozed_until);
        """

    /// Tickets of the first versions kept of their state what a list shows; the rest is in the events.
    private static func rebuildStates(_ database: Database) throws {
        for number in try Int64.fetchAll(database, sql: "SELECT id FROM tickets ORDER BY id") {
            let id = TicketID(number)
            let events: [TicketEvent] = try all("event", from: "events", of: id, database)
            if let state = try? TicketState(id: id, rebuilding: events) {
                try writeAsThirdVersion(state, database)
            } else if let row = try database.rows(rowOfFirstVersions, [number]).first {
                try writeAsThirdVersion(try stateOfFirstVersions(row), database)
            }
        }
    }

    private static let rowOfFirstVersions = """
        SELECT tickets.*, requesters.address FROM tickets
        JOIN requesters ON requesters.id = tickets.requester WHERE tickets.id = ?
        """

    private static func stateOfFirstVersions(_ row: Row) throws -> TicketState {
        guard let status = TicketStatus(rawValue: row["status"]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "tickets.status has an unknown value")
        }
        let rating: String? = row["rating"]
        return Ticket(
            id: TicketID(row["id"]), subject: "", requester: Requester(name: "", address: ""),
            status: status, queue: row["queue"], rating: rating.flatMap(Rating.init),
            createdAt: Date(milliseconds: row["created_at"]), revision: row["revision"],
            linkGeneration: row["link_generation"]
        ).state
    }
}
