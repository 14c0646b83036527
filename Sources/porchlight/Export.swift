// porchlight export: all that a desk holds, as lines of JSON and files.

import ArgumentParser
import Foundation
import Glibc
import SQLiteStore
import Synchronization
import TicketStore
import Tickets

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write all that a desk holds as JSON lines and files, while it runs.",
        discussion: """
            tickets.jsonl has a line for each ticket, with its messages, what plugins said, and its events; \
            mails.jsonl has one for each mail, votes.jsonl one for each vote on an article, cast_votes.jsonl \
            one for each time that one was cast, suggestions.jsonl one for each count of suggested answers; plugins.jsonl, calls.jsonl, appointments.jsonl and requests.jsonl hold \
            what is kept of plugins; files/ holds the attached files by their SHA-256. Times are milliseconds \
            since 1970. Sessions and the key of the customers' links are no part of it. The desk is only \
            read, so its disk may be read-only.
            """)

    @Argument(help: ArgumentHelp("The new folder.", valueName: "dir"))
    var folder: String

    @OptionGroup var desk: DeskDataOption

    func run() async throws {
        umask(0o077)
        try checkIsNew(folder)
        try desk.checkIsThere()
        let unfinished = "\(folder).unfinished"
        try? FileManager.default.removeItem(atPath: unfinished)
        try FileCopy.makeFolder(unfinished)
        let scratch = "\(unfinished)/.reading"
        let store = try await desk.openUpToDate(scratch: scratch)
        defer { try? store.close() }
        let summary: ExportSummary
        do {
            summary = try await write(store, to: unfinished)
        } catch let error as StoreError {
            throw CleanFailure("the desk cannot be read: \(error)")
        } catch is DecodingError {
            throw CleanFailure(
                "a row of \(desk.databasePath) cannot be read: `porchlight doctor` looks which.")
        }
        try await copyFiles(of: "\(unfinished)/tickets.jsonl", to: "\(unfinished)/files")
        try? FileManager.default.removeItem(atPath: scratch)
        try FileCopy.write(Array(LineCoding.encoder.encode(summary)), to: "\(unfinished)/export.json")
        FileCopy.syncFolder(unfinished)
        guard rename(unfinished, folder) == 0 else {
            throw CleanFailure("\(folder) cannot be made: name another folder.")
        }
        print("\(summary.counted) are in \(folder).")
    }

    private func write(_ store: SQLiteStore, to folder: String) async throws -> ExportSummary {
        var writers: [ExportSummary.PartName: LineWriter] = [:]
        for part in ExportSummary.PartName.allCases {
            writers[part] = try LineWriter("\(folder)/\(part.file)")
        }
        let messages = Mutex(0)
        try await store.export { [writers] record in
            switch record {
            case .ticket(let ticket):
                messages.withLock { $0 += ticket.messages.count }
                try writers[.tickets]?.write(ticket)
            case .mail(let mail): try writers[.mails]?.write(mail)
            case .vote(let vote): try writers[.votes]?.write(vote)
            case .castVote(let cast): try writers[.castVotes]?.write(cast)
            case .suggestion(let count): try writers[.suggestions]?.write(count)
            case .plugin(let plugin): try writers[.plugins]?.write(plugin)
            case .call(let call): try writers[.calls]?.write(call)
            case .appointment(let appointment): try writers[.appointments]?.write(appointment)
            case .request(let request): try writers[.requests]?.write(request)
            }
        }
        var parts: [String: ExportSummary.Part] = [:]
        for (part, writer) in writers { parts[part.rawValue] = try writer.finish() }
        func lines(_ part: ExportSummary.PartName) -> Int { parts[part.rawValue]?.lines ?? 0 }
        return ExportSummary(
            tickets: lines(.tickets), mails: lines(.mails), votes: lines(.votes),
            messages: messages.withLock(\.self), parts: parts, linkKey: try await store.fact(.linkKey))
    }

    /// Reads the lines that were written once more, so that no list of all files is held.
    private func copyFiles(of lines: String, to folder: String) async throws {
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
