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
            Tickets keep their numbers, so the desk must be a new one. All lines and files are compared with \
            what was written down when they were exported, and each ticket with its events, before anything \
            is taken. Put the link.key of the old desk beside the new database if links \
            that customers hold are to go on working.
            """)

    @Argument(help: ArgumentHelp("The folder that `porchlight export` made.", valueName: "dir"))
    var folder: String

    @OptionGroup var desk: DeskDataOption

    func run() async throws {
        umask(0o077)
        try desk.checkIsFree()
        // Everything is read before the first thing is written.
        var check = try ImportCheck(folder)
        let summary = try check.whole()
        try desk.claim()
        let store = try SQLiteStore(path: desk.databasePath)
        do {
            for part in ExportSummary.PartName.allCases where summary.has(part) {
                try await take(part, into: store)
            }
            if let fingerprint = summary.linkKey { try await store.keep(.linkKey, fingerprint) }
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
        if desk.linkKey.found == .missing, summary.tickets > 0 {
            print(
                "Copy link.key of the old desk to \(desk.linkKey.path): without it no link in a mail works.")
        }
    }

    /// Reads a file line by line, and hands records on in small batches.
    private func take(_ part: ExportSummary.PartName, into store: SQLiteStore) async throws {
        let reader = try LineReader("\(folder)/\(part.file)")
        var count = 0
        var batch: [StoreRecord] = []
        do {
            while let line = try reader.next() {
                let record = try part.record(line)
                if case .ticket(let ticket) = record {
                    for attachment in ticket.messages.flatMap(\.attachments) {
                        try await keep(attachment.digest, in: store)
                    }
                }
                batch.append(record)
                count += 1
                if batch.count == 200 {
                    try await store.take(batch)
                    batch = []
                }
            }
            if !batch.isEmpty { try await store.take(batch) }
        } catch let error as StoreError {
            throw CleanFailure("\(folder)/\(part.file): near line \(count): \(error)")
        } catch let error as TicketError {
            throw CleanFailure("\(folder)/\(part.file): near line \(count): \(error)")
        } catch is DecodingError {
            throw CleanFailure("\(folder)/\(part.file):\(count + 1): this line is no record of an export.")
        }
    }

    private func keep(_ digest: ContentDigest, in store: SQLiteStore) async throws {
        let bytes = try FileReader("\(folder)/files/\(digest)")
        let kept = try await store.keepFile(now: Date()) { try bytes.next() }
        guard kept.digest == digest else {
            throw CleanFailure("\(folder)/files/\(digest) is not what was exported: export once more.")
        }
    }
}
