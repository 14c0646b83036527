// One writer for all: many requests in one commit, and a disk that fails.

import CustomDump
import Foundation
import GRDB
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import SQLiteStore

@Suite("The one writer")
struct GroupCommitTests {
    private let noon = Date(timeIntervalSince1970: 1_800_000_000)

    private func question(_ number: Int, body: String = "Dark.") -> Submission {
        Submission(
            key: "\(number)", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
            body: body, queue: "triage")
    }

    /// Sends questions at once.
    ///
    /// - Returns: the numbers of those that were taken, and the codes of the errors of the others.
    private func send(
        _ numbers: ClosedRange<Int>, body: String = "Dark.", to store: SQLiteStore
    ) async -> (taken: Set<Int>, codes: Set<StoreError.Code?>) {
        await withTaskGroup(of: (Int, StoreError.Code?, Bool).self) { group in
            for number in numbers {
                group.addTask {
                    do {
                        _ = try await store.submit(question(number, body: body), now: noon)
                        return (number, nil, true)
                    } catch {
                        return (number, (error as? StoreError)?.code, false)
                    }
                }
            }
            return await group.reduce(into: (taken: [], codes: [])) { result, one in
                if one.2 { result.taken.insert(one.0) } else { result.codes.insert(one.1) }
            }
        }
    }

    private func keys(_ store: SQLiteStore) async throws -> Set<Int> {
        try await store.database.read { connection in
            Set(try String.fetchAll(connection, sql: "SELECT form_key FROM tickets").compactMap { Int($0) })
        }
    }

    @Test("Commits what comes at once in few transactions, and each gets its own ticket")
    func fewTransactions() async throws {
        try await withDatabase { path in
            let store = try SQLiteStore(path: path)
            let counter = CommitCounter()
            store.database.add(transactionObserver: counter)
            let (taken, codes) = await send(1...300, to: store)
            expectNoDifference(taken, Set(1...300))
            expectNoDifference(codes, [])
            #expect(try await keys(store) == taken)
            #expect(counter.count < 150, "\(counter.count) commits")
            try store.close()
        }
    }

    @Test("On a full disk nobody is told that a ticket is kept which is not, and later it goes on")
    func fullDisk() async throws {
        try await withDatabase { path in
            let store = try SQLiteStore(path: path)
            let body = String(repeating: "many words ", count: 3_000)
            try await store.database.writeWithoutTransaction { connection in
                let pages = try Int.fetchOne(connection, sql: "PRAGMA page_count") ?? 0
                try connection.execute(sql: "PRAGMA max_page_count = \(pages + 200)")
            }
            let (taken, codes) = await send(1...60, body: body, to: store)
            #expect(taken.count < 60)
            expectNoDifference(codes, [.full])
            #expect(try await keys(store) == taken)
            try await store.database.writeWithoutTransaction { connection in
                try connection.execute(sql: "PRAGMA max_page_count = 1000000")
            }
            let later = await send(1...60, body: body, to: store)
            expectNoDifference(later.taken, Set(1...60))
            #expect(try await keys(store) == Set(1...60))
            try store.close()
            let findings = await SQLiteStore.examine(path: path, filesPath: "", now: .distantFuture)
            expectNoDifference(findings, [])
        }
    }

    @Test("While another program holds the database it is said, and later it goes on")
    func locked() async throws {
        try await withDatabase { path in
            let store = try SQLiteStore(path: path)
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let other = try DatabaseQueue(path: path, configuration: configuration)
            try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
            let (taken, codes) = await send(1...3, to: store)
            expectNoDifference(taken, [])
            expectNoDifference(codes, [.busy])
            try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            let later = await send(1...3, to: store)
            expectNoDifference(later.taken, [1, 2, 3])
            try store.close()
        }
    }
}

/// Counts the transactions that were committed.
private final class CommitCounter: TransactionObserver, Sendable {
    private let commits = Mutex(0)

    var count: Int { commits.withLock { $0 } }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
    func databaseDidChange(with event: DatabaseEvent) {}
    func databaseDidCommit(_ database: Database) { commits.withLock { $0 += 1 } }
    func databaseDidRollback(_ database: Database) {}
}
