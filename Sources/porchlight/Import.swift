// porchlight import: a new desk from an export.

import ArgumentParser
import Foundation
import Glibc
import SQLiteStore
import TicketStore
import Tickets

struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a desk of an export.",
        discussion: """
            Tickets keep their numbers, so the desk must be a new one. Each ticket is compared with its \
            events before it is taken. Put the link.key of the old desk beside the new database if links \
            that customers hold are to go on working.
            """)

    @Argument(help: ArgumentHelp("The folder that `porchlight export` made.", valueName: "dir"))
    var folder: String

    @OptionGroup var desk: DeskDataOption

    func run() async throws {
        umask(0o077)
        guard let json = FileManager.default.contents(atPath: "\(folder)/export.json"),
            let summary = try? LineCoding.decoder.decode(ExportSummary.self, from: json), summary.format == 1
        else { throw CleanFailure("\(folder) is no export: name the folder that `porchlight export` made.") }
        try desk.claim()
        let store = try SQLiteStore(path: desk.databasePath)
        do {
            let tickets = try await takeTickets(into: store)
            let mails = try await takeMails(into: store)
            let votes = summary.votes == nil ? nil : try await takeVotes(into: store)
            guard ExportSummary(tickets: tickets, mails: mails, votes: votes) == summary else {
                throw CleanFailure("\(folder) is not whole: lines are missing. Export once more.")
            }
            try store.close()
        } catch {
            try? store.close()
            // The desk was ours alone from its beginning: half of one is left for nobody.
            for name in ["desk.sqlite", "desk.sqlite-wal", "desk.sqlite-shm", "files"] {
                try? FileManager.default.removeItem(atPath: "\(desk.data)/\(name)")
            }
            throw error
        }
        print("\(summary.counted) are in \(desk.data).")
    }

    private func takeTickets(into store: SQLiteStore) async throws -> Int {
        try await take("tickets.jsonl") { (line: Data) in
            let record = try LineCoding.decoder.decode(TicketRecord.self, from: line)
            for attachment in record.messages.flatMap(\.attachments) {
                try await keep(attachment.digest, in: store)
            }
            return .ticket(record)
        } into: {
            try await store.take($0)
        }
    }

    private func takeMails(into store: SQLiteStore) async throws -> Int {
        try await take("mails.jsonl") { (line: Data) in
            .mail(try LineCoding.decoder.decode(MailRecord.self, from: line))
        } into: {
            try await store.take($0)
        }
    }

    private func takeVotes(into store: SQLiteStore) async throws -> Int {
        try await take("votes.jsonl") { (line: Data) in
            .vote(try LineCoding.decoder.decode(Vote.self, from: line))
        } into: {
            try await store.take($0)
        }
    }

    /// Reads a file line by line, and hands records on in small batches.
    private func take(
        _ name: String, reading read: (Data) async throws -> StoreRecord,
        into store: ([StoreRecord]) async throws -> Void
    ) async throws -> Int {
        let reader = try LineReader("\(folder)/\(name)")
        var count = 0
        var batch: [StoreRecord] = []
        do {
            while let line = try reader.next() {
                batch.append(try await read(line))
                count += 1
                if batch.count == 200 {
                    try await store(batch)
                    batch = []
                }
            }
            if !batch.isEmpty { try await store(batch) }
        } catch let error as StoreError {
            throw CleanFailure("\(folder)/\(name): near line \(count): \(error)")
        } catch let error as TicketError {
            throw CleanFailure("\(folder)/\(name): near line \(count): \(error)")
        } catch is DecodingError {
            throw CleanFailure("\(folder)/\(name):\(count + 1): this line is no record of an export.")
        }
        return count
    }

    private func keep(_ digest: ContentDigest, in store: SQLiteStore) async throws {
        let bytes = try FileReader("\(folder)/files/\(digest)")
        let kept = try await store.keepFile(now: Date()) { try bytes.next() }
        guard kept.digest == digest else {
            throw CleanFailure("\(folder)/files/\(digest) is not what was exported: export once more.")
        }
    }
}
