-- A database as the versions before whole states wrote it: four questions, two answers, one solved.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('1 tickets');
INSERT INTO grdb_migrations VALUES('1 agents');
INSERT INTO grdb_migrations VALUES('2 order of the desk, keys of forms');
CREATE TABLE requesters (
    id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;
INSERT INTO requesters VALUES(1,'ada1@example.org');
INSERT INTO requesters VALUES(2,'ada2@example.org');
INSERT INTO requesters VALUES(3,'ada3@example.org');
INSERT INTO requesters VALUES(4,'ada4@example.org');
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
INSERT INTO tickets VALUES(1,'1TkZ-KMnSQkYX1rrs38SSzGWJbEgeHTh_HBWHZYpw44',1,'Ada 1','Invoice 1','new','billing',NULL,1795308944501,2,1,1);
INSERT INTO tickets VALUES(2,'qyCQN2mEJiGSFJQnf9F04Gsg5qUh9-F5cm25Kj8C5SI',2,'Ada 2','Invoice 2','pending','billing',NULL,1795308944558,4,1,1);
INSERT INTO tickets VALUES(3,'EbJpcddWrZH3iGohquG9VMl43PjvtC_cbzD0aJKmsPk',3,'Ada 3','Invoice 3','solved','billing',NULL,1795308944591,6,1,1);
INSERT INTO tickets VALUES(4,'vKkfjxMi1czF2yUqboRdKfzHP9waoSfEJVIDjQul9UQ',4,'Ada 4','Invoice 4','new','billing',NULL,1795308944621,2,1,1);
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES tickets (id),
    author TEXT NOT NULL, body TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
INSERT INTO messages VALUES(1,1,'{"requester":{}}','I was charged twice in März 1',1795308944501);
INSERT INTO messages VALUES(2,2,'{"requester":{}}','I was charged twice in März 2',1795308944558);
INSERT INTO messages VALUES(3,3,'{"requester":{}}','I was charged twice in März 3',1795308944591);
INSERT INTO messages VALUES(4,4,'{"requester":{}}','I was charged twice in März 4',1795308944621);
INSERT INTO messages VALUES(5,2,'{"agent":{"name":"Owner"}}','Your money is on its way.',1795308946836);
INSERT INTO messages VALUES(6,3,'{"agent":{"name":"Owner"}}','Your money is on its way.',1795308946919);
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket INTEGER NOT NULL REFERENCES tickets (id),
    event TEXT NOT NULL
) STRICT;
INSERT INTO events VALUES(1,1,'{"actor":{"requester":{}},"at":1795308944501,"kind":"ticket.created","revision":1}');
INSERT INTO events VALUES(2,1,'{"actor":{"plugin":{"id":"rules"}},"at":1795308944538,"change":{"field":"queue","from":"triage","to":"billing"},"kind":"ticket.changed","revision":2}');
INSERT INTO events VALUES(3,2,'{"actor":{"requester":{}},"at":1795308944558,"kind":"ticket.created","revision":1}');
INSERT INTO events VALUES(4,2,'{"actor":{"plugin":{"id":"rules"}},"at":1795308944574,"change":{"field":"queue","from":"triage","to":"billing"},"kind":"ticket.changed","revision":2}');
INSERT INTO events VALUES(5,3,'{"actor":{"requester":{}},"at":1795308944591,"kind":"ticket.created","revision":1}');
INSERT INTO events VALUES(6,3,'{"actor":{"plugin":{"id":"rules"}},"at":1795308944602,"change":{"field":"queue","from":"triage","to":"billing"},"kind":"ticket.changed","revision":2}');
INSERT INTO events VALUES(7,4,'{"actor":{"requester":{}},"at":1795308944621,"kind":"ticket.created","revision":1}');
INSERT INTO events VALUES(8,4,'{"actor":{"plugin":{"id":"rules"}},"at":1795308944644,"change":{"field":"queue","from":"triage","to":"billing"},"kind":"ticket.changed","revision":2}');
INSERT INTO events VALUES(9,2,'{"actor":{"agent":{"name":"Owner"}},"at":1795308946836,"kind":"message.added","revision":3,"visibility":"public"}');
INSERT INTO events VALUES(10,2,'{"actor":{"agent":{"name":"Owner"}},"at":1795308946836,"change":{"field":"status","from":"new","to":"pending"},"kind":"ticket.changed","revision":4}');
INSERT INTO events VALUES(11,3,'{"actor":{"agent":{"name":"Owner"}},"at":1795308946919,"kind":"message.added","revision":3,"visibility":"public"}');
INSERT INTO events VALUES(12,3,'{"actor":{"agent":{"name":"Owner"}},"at":1795308946919,"change":{"field":"status","from":"new","to":"pending"},"kind":"ticket.changed","revision":4}');
INSERT INTO events VALUES(13,3,'{"actor":{"agent":{"name":"Owner"}},"at":1795308946941,"change":{"field":"status","from":"pending","to":"solved"},"kind":"ticket.changed","revision":5}');
INSERT INTO events VALUES(14,3,'{"actor":{"agent":{"name":"Owner"}},"at":1795308946941,"kind":"ticket.solved","revision":6}');
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES tickets (id),
    decision TEXT NOT NULL
) STRICT;
INSERT INTO decisions VALUES(1,1,'{"at":1795308944535.705,"confidence":1,"hook":"ticket.route","outcome":{"proposedQueue":{"_0":"billing","strength":"should"}},"plugin":"rules","reason":"the rule “Money” fits: the ticket says “invoice”","won":true}');
INSERT INTO decisions VALUES(2,1,'{"at":1795308944538.2908,"confidence":0,"hook":"ticket.reply","outcome":{"abstained":{}},"plugin":"rules","reason":"no rule that fits has a reply","won":false}');
INSERT INTO decisions VALUES(3,2,'{"at":1795308944573.911,"confidence":1,"hook":"ticket.route","outcome":{"proposedQueue":{"_0":"billing","strength":"should"}},"plugin":"rules","reason":"the rule “Money” fits: the ticket says “invoice”","won":true}');
INSERT INTO decisions VALUES(4,2,'{"at":1795308944574.3865,"confidence":0,"hook":"ticket.reply","outcome":{"abstained":{}},"plugin":"rules","reason":"no rule that fits has a reply","won":false}');
INSERT INTO decisions VALUES(5,3,'{"at":1795308944601.1152,"confidence":1,"hook":"ticket.route","outcome":{"proposedQueue":{"_0":"billing","strength":"should"}},"plugin":"rules","reason":"the rule “Money” fits: the ticket says “invoice”","won":true}');
INSERT INTO decisions VALUES(6,3,'{"at":1795308944601.5662,"confidence":0,"hook":"ticket.reply","outcome":{"abstained":{}},"plugin":"rules","reason":"no rule that fits has a reply","won":false}');
INSERT INTO decisions VALUES(7,4,'{"at":1795308944643.2651,"confidence":1,"hook":"ticket.route","outcome":{"proposedQueue":{"_0":"billing","strength":"should"}},"plugin":"rules","reason":"the rule “Money” fits: the ticket says “invoice”","won":true}');
INSERT INTO decisions VALUES(8,4,'{"at":1795308944644.022,"confidence":0,"hook":"ticket.reply","outcome":{"abstained":{}},"plugin":"rules","reason":"no rule that fits has a reply","won":false}');
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    mail TEXT NOT NULL, sent_at INTEGER
) STRICT;
INSERT INTO outbox VALUES(1,'{"at":1795308946836.2026,"subject":"Re: Invoice 2 [T-2]","text":"Your money is on its way.\n\nOwner\n\nThe whole conversation: http://127.0.0.1:18231/t/2/m_AYAElzCAcIIdd0kI2FO3MLqvuNOMljfIcU4MVBgVs\n","ticket":{"number":2},"to":{"address":"ada2@example.org","name":"Ada 2"}}',1795308946840);
INSERT INTO outbox VALUES(2,'{"at":1795308946919.2656,"subject":"Re: Invoice 3 [T-3]","text":"Your money is on its way.\n\nOwner\n\nThe whole conversation: http://127.0.0.1:18231/t/3/8uBW6lUTGPINtBo3XvvqeydbxD58eTPUqaejqqyHVkM\n","ticket":{"number":3},"to":{"address":"ada3@example.org","name":"Ada 3"}}',1795308946928);
CREATE TABLE sign_in_links (
    hash BLOB PRIMARY KEY, agent TEXT NOT NULL, expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
    hash BLOB PRIMARY KEY, agent TEXT NOT NULL, expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE form_keys (
    key TEXT PRIMARY KEY, ticket INTEGER NOT NULL REFERENCES tickets (id)
) STRICT, WITHOUT ROWID;
INSERT INTO form_keys VALUES('6QNzhWoOi4vfGGYJXnLiU9JtH-Q7VsdJC0-ZLZXxHqvrT4qTr2zrcUr6WJFb1h6PRwc',2);
INSERT INTO form_keys VALUES('Bljg6OIqBt8qcKFr9CDD8e3dZlQxmJI2zEJAE6qhAr8LIRj2xxNE_fWJwTpsasz-8-o',3);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('tickets',4);
INSERT INTO sqlite_sequence VALUES('events',14);
INSERT INTO sqlite_sequence VALUES('outbox',2);
CREATE INDEX tickets_undecided ON tickets (id) WHERE NOT is_decided;
CREATE INDEX messages_by_ticket ON messages (ticket, id);
CREATE INDEX events_by_ticket ON events (ticket, id);
CREATE INDEX decisions_by_ticket ON decisions (ticket, id);
CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;
CREATE INDEX tickets_as_the_desk_lists_them ON tickets (status = 'solved', -id);
COMMIT;
