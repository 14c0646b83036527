// Databases of earlier versions open, and their tickets are whole.

import CustomDump
import Foundation
import GRDB
import SQLiteStore
import Testing
import TicketStore
import Tickets

@Suite("A database of an earlier version")
struct MigrationTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/databases/second-schema.sql")

    /// A store on a database that an earlier version wrote.
    private func withEarlierDatabase(
        adding sql: String = "", _ body: (SQLiteStore) async throws -> Void
    ) async throws {
        try await withDatabase { path in
            let queue = try DatabaseQueue(path: path)
            let script = try String(contentsOf: Self.script, encoding: .utf8)
            try await queue.writeWithoutTransaction { connection in
                try connection.execute(sql: script + sql)
            }
            try queue.close()
            let store = try SQLiteStore(path: path)
            try await body(store)
            try store.close()
        }
    }

    @Test("Opens, and every ticket is what its events say")
    func opens() async throws {
        try await withEarlierDatabase { store in
            let list = try await store.tickets(after: nil, limit: 9)
            expectNoDifference(
                list.tickets.map { "\($0.id) \($0.subject) \($0.status.rawValue) \($0.revision)" },
                [
                    "T-4 Invoice 4 new 2", "T-2 Invoice 2 pending 4", "T-1 Invoice 1 new 2",
                    "T-3 Invoice 3 solved 6",
                ])
            for ticket in list.tickets {
                let thread = try #require(try await store.thread(ticket.id))
                expectNoDifference(
                    thread.ticket.state, try TicketState(id: ticket.id, rebuilding: thread.events))
                #expect(thread.messages.allSatisfy { $0.visibility == .public })
            }
            let third = try #require(try await store.thread(TicketID(3)))
            expectNoDifference(third.ticket.requester, Requester(name: "Ada 3", address: "ada3@example.org"))
            #expect(third.ticket.state.service.firstReplyAt == third.messages[1].at)
            #expect(third.ticket.state.service.solvedAt != nil)
            expectNoDifference(third.ticket.queue, "billing")
        }
    }

    @Test("Knows what was laid aside, and what has come back since")
    func laidAside() async throws {
        func ticket(_ id: Int) -> String {
            "(\(id), 'k\(id)', 1, 'Ada', 'Old', 'new', 'triage', NULL, 0, 2, 1, 1)"
        }
        func events(_ id: Int, until: String, then status: String? = nil) -> String {
            let grace = #""actor":{"agent":{"name":"G"}}"#
            let solved = status.map { status in
                """
                , (\(id), '{\(grace),"at":3,"change":{"field":"status","from":"new","to":"\(status)"},"kind":"ticket.changed"}')
                """
            }
            return """
                (\(id), '{"actor":{"requester":{}},"at":1,"kind":"ticket.created"}'),
                (\(id), '{\(grace),"at":2,"change":{"field":"snoozed_until","from":"","to":"\(until)"},"kind":"ticket.changed"}')\(solved ?? "")
                """
        }
        let added = """
            INSERT INTO tickets VALUES \(ticket(5)), \(ticket(6)), \(ticket(7));
            INSERT INTO events (ticket, event) VALUES
            \(events(5, until: "2030-01-01T08:30:00.125Z")), \(events(6, until: "2026-01-01T00:00:00.000Z")),
            \(events(7, until: "2030-01-01T00:00:00.000Z", then: "solved"));
            """
        try await withEarlierDatabase(adding: added) { store in
            let until = Date(timeIntervalSince1970: 1_893_486_600.125)
            for (seconds, ids) in [(-0.001, [5]), (0, [])] as [(Double, [Int64])] {
                let filter = TicketFilter(aside: .only(at: until + seconds))
                let list = try await store.tickets(filter, after: nil, limit: 9)
                expectNoDifference(list.tickets.map(\.id.number), ids)
            }
            let rest = TicketFilter(aside: .without(at: until - 1))
            let list = try await store.tickets(rest, after: nil, limit: 9)
            expectNoDifference(list.tickets.map(\.id.number), [6, 4, 2, 1, 7, 3])
        }
    }

    @Test("Is searched like a new one, and its tickets change like new ones")
    func works() async throws {
        try await withEarlierDatabase { store in
            let found = try await store.search(TicketQuery("marz 2"), before: nil, limit: 9)
            expectNoDifference(found.map(\.id.number), [2])
            let now = Date(timeIntervalSince1970: 1_800_000_000)
            _ = try await store.edit(TicketID(3), now: now) { try $0.say("Where is it?", by: .requester) }
            #expect(try await store.thread(TicketID(3))?.ticket.status == .open)
            let asked = try await store.search(TicketQuery("where"), before: nil, limit: 9)
            expectNoDifference(asked.map(\.id.number), [3])
            _ = try await store.erase([TicketID(2)], by: .agent(name: "grace"), now: now)
            #expect(try await store.unsentMails(after: 0, limit: 9).map(\.mail.ticket) == [])
        }
    }

    @Test("Of the first versions has events without revisions, and a ticket that has none keeps its row")
    func firstVersions() async throws {
        let row = "(5, 'k5', 1, 'Ada', 'Old', 'pending', 'billing', NULL, 1795308944501, 3, 1, 1)"
        let added = """
            INSERT INTO tickets VALUES \(row);
            INSERT INTO events (ticket, event) VALUES
                (5, '{"actor":{"requester":{}},"at":1795308944501,"kind":"ticket.created"}'),
                (5, '{"actor":{"agent":{"name":"G"}},"at":1795308944502,"kind":"message.added"}'),
                (5, '{"actor":{"agent":{"name":"G"}},"at":1795308944502,"change":{"field":"status",'
                    || '"from":"new","to":"pending"},"kind":"ticket.changed"}');
            INSERT INTO tickets VALUES \(row.replacing("(5, 'k5'", with: "(6, 'k6'"));
            """
        try await withEarlierDatabase(adding: added) { store in
            for id in [TicketID(5), TicketID(6)] {
                let ticket = try #require(try await store.thread(id)?.ticket)
                expectNoDifference(
                    [ticket.status.rawValue, ticket.queue, "\(ticket.revision)"],
                    id == TicketID(5) ? ["pending", "triage", "3"] : ["pending", "billing", "3"])
            }
        }
    }
}
