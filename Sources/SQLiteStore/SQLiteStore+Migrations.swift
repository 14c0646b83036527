// The tables, in the order in which they came to be. A migration that was released never changes.

internal import GRDB

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
}
