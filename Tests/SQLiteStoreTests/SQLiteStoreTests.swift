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

    /// Runs a test with the path of a database that does not exist yet.
    private func withDatabase(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.appending(path: "desk.sqlite").path)
    }

    @Test("Waits for the disk at each commit, also after the file was opened a second time")
    func synchronousIsFull() async throws {
        try await withDatabase { path in
            for _ in 1...2 {
                let store = try SQLiteStore(path: path)
                expectNoDifference(try store.synchronousLevel(), 2)
                try store.close()
            }
        }
    }

    @Test("One form key is one ticket; a corrected text is added to it")
    func formKey() async throws {
        try await withDatabase { path in
            let store = try SQLiteStore(path: path)
            let first = try await store.submit(submission, now: noon)
            let again = try await store.submit(submission, now: noon.addingTimeInterval(60))
            expectNoDifference(again, first)
            let corrected = Submission(
                key: "key", requester: submission.requester, subject: "Lamp", body: "It is very dark.",
                queue: "triage")
            let later = try await store.submit(corrected, now: noon.addingTimeInterval(120))
            expectNoDifference(later.id, first.id)
            let thread = try #require(try await store.thread(first.id))
            expectNoDifference(thread.messages.map(\.body), ["It is dark.", "It is very dark."])
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

    @Test("An edit that throws leaves nothing behind")
    func rollBack() async throws {
        try await withDatabase { path in
            let store = try SQLiteStore(path: path)
            let ticket = try await store.submit(submission, now: noon)
            await #expect(throws: TicketError.notSolved) {
                try await store.edit(ticket.id, now: noon) { edit in
                    edit.reply("Half done.", by: "Grace")
                    try edit.rate(.good)
                }
            }
            #expect(try await store.thread(ticket.id)?.messages.count == 1)
            #expect(try await store.edit(TicketID(99), now: noon, { $0.solve(by: "Grace") }) == nil)
        }
    }

    @Test("A sign-in link works once and not after its time; a session ends")
    func signIn() async throws {
        try await withDatabase { path in
            let store = try SQLiteStore(path: path)
            try await store.addSignInLink(
                hash: [1], agent: "Grace", expires: noon.addingTimeInterval(60), now: noon)
            try await store.addSignInLink(hash: [2], agent: "Ada", expires: noon, now: noon)
            #expect(try await store.redeemSignInLink(hash: [1], now: noon) == "Grace")
            #expect(try await store.redeemSignInLink(hash: [1], now: noon) == nil)
            #expect(try await store.redeemSignInLink(hash: [2], now: noon) == nil)
            try await store.addSession(hash: [3], agent: "Grace", expires: noon.addingTimeInterval(60))
            #expect(try await store.agent(sessionHash: [3], now: noon) == "Grace")
            #expect(try await store.agent(sessionHash: [3], now: noon.addingTimeInterval(60)) == nil)
        }
    }

    @Test("An agent's new sign-in link ends the older ones, and what has expired goes")
    func onlyTheLastLink() async throws {
        try await withDatabase { path in
            let store = try SQLiteStore(path: path)
            let later = noon.addingTimeInterval(60)
            try await store.addSignInLink(hash: [1], agent: "Grace", expires: later, now: noon)
            try await store.addSignInLink(hash: [2], agent: "Ada", expires: later, now: noon)
            try await store.addSession(hash: [3], agent: "Grace", expires: later)
            try await store.addSignInLink(hash: [4], agent: "Grace", expires: later, now: noon)
            #expect(try await store.redeemSignInLink(hash: [1], now: noon) == nil)
            #expect(try await store.redeemSignInLink(hash: [2], now: noon) == "Ada")
            #expect(try await store.agent(sessionHash: [3], now: noon) == "Grace")
            try await store.addSignInLink(
                hash: [5], agent: "Ada", expires: later.addingTimeInterval(60), now: later)
            // Asked with the old clock, only rows that are gone are unknown.
            #expect(try await store.agent(sessionHash: [3], now: noon) == nil)
            #expect(try await store.redeemSignInLink(hash: [4], now: noon) == nil)
            try await store.addSession(hash: [6], agent: "Ada", expires: later)
            try await store.endSession(hash: [6])
            #expect(try await store.agent(sessionHash: [6], now: noon) == nil)
        }
    }

    @Test("The desk lists what is not solved first, then the newest, and pages meet without a gap")
    func deskOrder() async throws {
        try await withDatabase { path in
            let store = try SQLiteStore(path: path)
            for number in 1...7 {
                let ticket = try await store.submit(
                    Submission(
                        key: "\(number)", requester: submission.requester, subject: "", body: "",
                        queue: "triage"), now: noon)
                if [2, 6, 7].contains(number) {
                    _ = try await store.edit(ticket.id, now: noon) { $0.solve(by: "Grace") }
                }
            }
            var pages: [[Int64]] = []
            var position: TicketListPosition?
            repeat {
                let list = try await store.tickets(after: position, limit: 3)
                expectNoDifference([list.count, list.unsolvedCount], [7, 4])
                pages.append(list.tickets.map(\.id.number))
                position = try list.next.map { try #require(TicketListPosition($0.description)) }
            } while position != nil
            expectNoDifference(pages, [[5, 4, 3], [1, 7, 6], [2]])
            #expect(TicketListPosition("open-x") == nil)
        }
    }

    @Test("What goes wrong has a code, and holds no word of a statement")
    func errors() async throws {
        try await withDatabase { path in
            try Data("no database, but long enough to look like one".utf8).write(to: URL(filePath: path))
            #expect(throws: StoreError(.unreadable, number: 26)) { _ = try SQLiteStore(path: path) }
            #expect(throws: StoreError(.readOnly, number: 14)) { _ = try SQLiteStore(path: "/dev/null/desk") }
            expectNoDifference(
                StoreError.Code.allCases.map {
                    StoreError($0, number: 1).description.hasSuffix("[\($0.rawValue), 1]")
                },
                Array(repeating: true, count: 5))
        }
    }
}
