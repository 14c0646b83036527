// porchlight export: all that a desk holds, as lines of JSON and files.

import ArgumentParser
import Foundation
import Glibc
import SQLiteStore
import TicketStore
import Tickets

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write all that a desk holds as JSON lines and files, while it runs.",
        discussion: """
            tickets.jsonl has a line for each ticket, with its messages, what plugins said, and its events; \
            mails.jsonl has one for each mail; files/ holds the attached files by their SHA-256. Times are \
            milliseconds since 1970. Sessions and the key of the customers' links are no part of it.
            """)

    @Argument(help: ArgumentHelp("The new folder.", valueName: "dir"))
    var folder: String

    @OptionGroup var desk: DeskDataOption

    func run() async throws {
        umask(0o077)
        try checkIsNew(folder)
        let unfinished = "\(folder).unfinished"
        try? FileManager.default.removeItem(atPath: unfinished)
        let store = try desk.open()
        defer { try? store.close() }
        try FileCopy.makeFolder(unfinished)
        let tickets = try LineWriter("\(unfinished)/tickets.jsonl")
        let mails = try LineWriter("\(unfinished)/mails.jsonl")
        do {
            try await store.export { record in
                switch record {
                case .ticket(let ticket): try tickets.write(ticket)
                case .mail(let mail): try mails.write(mail)
                }
            }
        } catch let error as StoreError {
            throw CleanFailure("the desk cannot be read: \(error)")
        }
        let counts = (tickets: try tickets.finish(), mails: try mails.finish())
        try await copyFiles(of: "\(unfinished)/tickets.jsonl", from: store, to: "\(unfinished)/files")
        let summary = ExportSummary(tickets: counts.tickets, mails: counts.mails)
        try FileCopy.write(Array(LineCoding.encoder.encode(summary)), to: "\(unfinished)/export.json")
        FileCopy.syncFolder(unfinished)
        guard rename(unfinished, folder) == 0 else {
            throw CleanFailure("\(folder) cannot be made: name another folder.")
        }
        print("\(counts.tickets) tickets and \(counts.mails) mails are in \(folder).")
    }

    /// Reads the lines that were written once more, so that no list of all files is held.
    private func copyFiles(of lines: String, from store: SQLiteStore, to folder: String) async throws {
        try FileCopy.makeFolder(folder)
        let reader = try LineReader(lines)
        while let line = try reader.next() {
            let record = try LineCoding.decoder.decode(TicketRecord.self, from: line)
            for digest in record.messages.flatMap(\.attachments).map(\.digest) {
                let target = "\(folder)/\(digest)"
                if FileManager.default.fileExists(atPath: target) { continue }
                let source = "\(desk.filesPath)/\(digest.description.prefix(2))/\(digest)"
                try FileCopy.copy(source, to: target)
            }
        }
    }
}

/// What an export holds: `export.json`.
struct ExportSummary: Codable, Equatable {
    var format = 1
    let tickets: Int
    let mails: Int
}
