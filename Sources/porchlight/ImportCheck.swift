// Whether an export is whole, found out before anything is made of it.

import Foundation
import TicketStore
import Tickets

/// Reads an export from its beginning to its end, and gathers all that is wrong with it.
struct ImportCheck {
    /// So many are told of; the rest is counted.
    private static let mostFaults = 100

    private let folder: String
    private let summary: ExportSummary
    private var faults: [String] = []
    private var faultCount = 0
    private var tickets: Set<TicketID> = []
    private var files: Set<ContentDigest> = []
    private var messages = 0

    /// - Throws: `CleanFailure` when the folder is no export.
    init(_ folder: String) throws {
        self.folder = folder
        guard let json = FileManager.default.contents(atPath: "\(folder)/export.json"),
            let summary = try? LineCoding.decoder.decode(ExportSummary.self, from: json),
            (1...2).contains(summary.format), summary.format == 1 || summary.parts != nil
        else { throw CleanFailure("\(folder) is no export: name the folder that `porchlight export` made.") }
        self.summary = summary
    }

    /// Looks at every line and every file.
    ///
    /// - Returns: what `export.json` says.
    /// - Throws: `CleanFailure` with everything that is wrong, each with file and line.
    mutating func whole() throws -> ExportSummary {
        for part in ExportSummary.PartName.allCases where summary.has(part) { check(part) }
        if let wanted = summary.messages, wanted != messages, faults.isEmpty {
            fault("tickets.jsonl", nil, "\(wanted) messages were exported, \(messages) are there.")
        }
        guard faultCount == 0 else {
            let more = faultCount - faults.count
            let rest = more > 0 ? ["and \(more) more."] : []
            throw CleanFailure(
                (faults + rest + ["Nothing was imported: export once more."]).joined(separator: "\n"))
        }
        return summary
    }

    private mutating func fault(_ file: String, _ line: Int?, _ message: String) {
        faultCount += 1
        guard faults.count < Self.mostFaults else { return }
        faults.append("\(folder)/\(file)\(line.map { ":\($0)" } ?? ""): \(message)")
    }

    private mutating func check(_ part: ExportSummary.PartName) {
        var count = 0
        let before = faultCount
        do {
            let reader = try LineReader("\(folder)/\(part.file)")
            while let line = try reader.next() {
                count += 1
                check(line, count, of: part)
            }
            compare(part, count, reader.digest.file, isWhole: faultCount == before)
        } catch let error as CleanFailure {
            // The reader names the file itself.
            faultCount += 1
            faults.append(error.description)
        } catch {
            fault(part.file, count + 1, "the line cannot be read.")
        }
    }

    private mutating func compare(
        _ part: ExportSummary.PartName, _ count: Int, _ file: StoredFile, isWhole: Bool
    ) {
        if let wanted = summary.lines(of: part), wanted != count {
            fault(
                part.file, nil,
                "it is not whole: lines are missing or too many, \(wanted) were exported, \(count) are there."
            )
        } else if isWhole, let wanted = summary.parts?[part.rawValue],
            wanted != ExportSummary.Part(lines: count, file)
        {
            fault(part.file, nil, "it is not what was exported: its SHA-256 is another.")
        }
    }

    private mutating func check(_ line: Data, _ number: Int, of part: ExportSummary.PartName) {
        do {
            switch try part.record(line) {
            case .ticket(let record): try check(record, number)
            case .mail(let mail): refer([mail.mail.ticket], part, number)
            case .call(let call): refer(call.call.tickets, part, number)
            case .appointment(let appointment): refer([appointment.ticket].compactMap(\.self), part, number)
            case .request(let stored): refer([stored.request.ticket].compactMap(\.self), part, number)
            case .vote, .castVote, .suggestion, .plugin: break
            }
        } catch let error as StoreError {
            fault(part.file, number, "\(error)")
        } catch let error as TicketError {
            fault(part.file, number, "\(error)")
        } catch {
            fault(part.file, number, "this line is no record of an export.")
        }
    }

    private mutating func refer(_ ids: [TicketID], _ part: ExportSummary.PartName, _ number: Int) {
        for id in ids where !tickets.contains(id) {
            fault(part.file, number, "it is about \(id), which is not in tickets.jsonl.")
        }
    }

    private mutating func check(_ record: TicketRecord, _ number: Int) throws {
        let name = ExportSummary.PartName.tickets.file
        if !tickets.insert(record.ticket.id).inserted {
            fault(name, number, "\(record.ticket.id) stands there twice.")
        }
        messages += record.messages.count
        for attachment in record.messages.flatMap(\.attachments) {
            guard files.insert(attachment.digest).inserted else { continue }
            let path = "\(folder)/files/\(attachment.digest)"
            do {
                let file = try FileCopy.digest(of: path)
                if file != StoredFile(digest: attachment.digest, lengthBytes: attachment.lengthBytes) {
                    fault(name, number, "\(path) is not what was exported.")
                }
            } catch {
                fault(name, number, "\(error)")
            }
        }
        try record.check()
    }
}

extension ExportSummary.PartName {
    /// Reads a line.
    func record(_ line: Data) throws -> StoreRecord {
        func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try LineCoding.decoder.decode(type, from: line)
        }
        return switch self {
        case .tickets: .ticket(try read(TicketRecord.self))
        case .mails: .mail(try read(MailRecord.self))
        case .votes: .vote(try read(Vote.self))
        case .castVotes: .castVote(try read(CastVote.self))
        case .suggestions: .suggestion(try read(SuggestionCount.self))
        case .plugins: .plugin(try read(KeptPlugin.self))
        case .calls: .call(try read(RecordedCall.self))
        case .appointments: .appointment(try read(PluginAppointment.self))
        case .requests: .request(try read(StoredRequest.self))
        }
    }
}
