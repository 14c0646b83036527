// Tickets in a real database file.

import CustomDump
import Foundation
import SQLiteStore
import Testing
import TicketStore
import Tickets

@Suite("The SQLite store")
struct SQLiteStoreTests {
    private let noon = Date(timeIntervalSince1970: 1_800_000_000)
    private let submission = Submission(
        key: "key", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
        body: "It is dark.", queue: "triage")

    @Test("Writes ahead and waits for the disk at each commit, also after the file was opened a second time")
    func synchronousIsFull() async throws {
        try await withDatabase { path in
            for _ in 1...2 {
                let store = try SQLiteStore(path: path)
                expectNoDifference(try store.synchronousLevel(), 2)
                expectNoDifference(try store.journalMode(), "wal")
                try store.close()
            }
        }
    }

    @Test("What was committed is there in a store that is opened later")
    func survivesClosing() async throws {
        try await withDatabase { path in
            let store = try SQLiteStore(path: path)
            let ticket = try await store.submit(submission, now: noon)
            let decision = Decision(
                plugin: "rules", hook: "ticket.route", outcome: .proposedQueue("billing", strength: .should),
                confidence: 0.5, reason: "because", won: true, at: noon)
            _ = try await store.edit(ticket.id, now: noon) { edit in
                edit.record([decision], queue: ("billing", "rules"))
                edit.reply("Turn it on.", by: "Grace")
                edit.mail(subject: "Re: Lamp", text: "Turn it on.")
            }
            let before = try #require(try await store.thread(ticket.id))
            try store.close()

            let later = try SQLiteStore(path: path)
            #expect(try await later.thread(ticket.id) == before)
            expectNoDifference(before.ticket.queue, "billing")
            expectNoDifference(before.decisions, [decision])
            expectNoDifference(before.events.map(\.kind), [.created, .changed, .messageAdded, .changed])
            #expect(try await later.undecided(after: TicketID(0), limit: 9) == [])
            #expect(try await later.unsentMails(after: 0, limit: 9).map(\.mail.text) == ["Turn it on."])
        }
    }

    @Test("A store that was closed is one file, and nothing of it is in the log beside it")
    func closingEmptiesTheLog() async throws {
        try await withDatabase { path in
            let store = try SQLiteStore(path: path)
            let ticket = try await store.submit(submission, now: noon)
            _ = try await store.thread(ticket.id)
            try store.close()
            let size = try? FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
            #expect((size ?? 0) == 0)
            let copy = path + ".copy"
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            let copied = try SQLiteStore(path: copy)
            #expect(try await copied.thread(ticket.id)?.ticket.subject == "Lamp")
            try copied.close()
        }
    }

    @Test("What goes wrong has a code, and holds no word of a statement")
    func errors() async throws {
        try await withDatabase { path in
            try Data("no database, but long enough to look like one".utf8).write(to: URL(filePath: path))
            #expect(throws: StoreError(.unreadable, number: 26)) { _ = try SQLiteStore(path: path) }
            #expect(throws: StoreError(.readOnly, number: 14)) { _ = try SQLiteStore(path: "/dev/null/desk") }
            expectNoDifference(
                StoreError.Code.allCases.filter {
                    !StoreError($0, number: 1).description.hasSuffix("[\($0.rawValue), 1]")
                }, [])
        }
    }
}
