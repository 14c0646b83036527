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
            mails.jsonl has one for each mail, votes.jsonl one \
            for each vote on an article; files/ holds the attached files by their SHA-256. Times are \
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
        let votes = try LineWriter("\(unfinished)/votes.jsonl")
        do {
            try await store.export { record in
                switch record {
                case .ticket(let ticket): try tickets.write(ticket)
                case .mail(let mail): try mails.write(mail)
                case .vote(let vote): try votes.write(vote)
                }
            }
        } catch let error as StoreError {
            throw CleanFailure("the desk cannot be read: \(error)")
        }
        let summary = ExportSummary(
            tickets: try tickets.finish(), mails: try mails.finish(), votes: try votes.finish())
        try await copyFiles(of: "\(unfinished)/tickets.jsonl", from: store, to: "\(unfinished)/files")
        try FileCopy.write(Array(LineCoding.encoder.encode(summary)), to: "\(unfinished)/export.json")
        FileCopy.syncFolder(unfinished)
        guard rename(unfinished, folder) == 0 else {
            throw CleanFailure("\(folder) cannot be made: name another folder.")
        }
        print("\(summary.counted) are in \(folder).")
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
    /// `nil` in exports of versions that knew no votes.
    var votes: Int?

    /// How many there are, in words.
    var counted: String {
        let votes = votes.map { " and \($0) votes" } ?? ""
        return votes.isEmpty
            ? "\(tickets) tickets and \(mails) mails" : "\(tickets) tickets, \(mails) mails\(votes)"
    }
}
