// What an export holds: `export.json`, by which an import knows that nothing is missing or altered.

import TicketStore
import Tickets

struct ExportSummary: Codable, Equatable {
    /// What one file of lines holds.
    struct Part: Codable, Equatable {
        let lines: Int
        let bytes: Int64
        let sha256: String

        init(lines: Int, _ file: StoredFile) {
            self.lines = lines
            bytes = file.lengthBytes
            sha256 = file.digest.description
        }
    }

    /// The files of lines, in the order in which they are taken in.
    enum PartName: String, CaseIterable {
        case tickets, mails, votes
        case castVotes = "cast_votes"
        case suggestions, plugins, calls, appointments, requests

        var file: String { "\(rawValue).jsonl" }
    }

    /// 1 for exports of the first versions, which had no digests.
    var format = 2
    let tickets: Int
    let mails: Int
    /// `nil` in exports of versions that knew no votes.
    var votes: Int?
    /// Messages of all tickets together.
    var messages: Int?
    /// By the file's name without its ending; `nil` in the first format.
    var parts: [String: Part]?
    /// The fingerprint of the key of the customers' links, so that another key is noticed.
    var linkKey: String?

    /// Whether a file of lines has to be there.
    func has(_ part: PartName) -> Bool {
        switch part {
        case .tickets, .mails: true
        case .votes: votes != nil
        default: parts?[part.rawValue] != nil
        }
    }

    /// How many lines a file has to have; `nil` where that was not written down.
    func lines(of part: PartName) -> Int? {
        switch part {
        case .tickets: tickets
        case .mails: mails
        case .votes: votes
        default: parts?[part.rawValue]?.lines
        }
    }

    /// How many there are, in words.
    var counted: String {
        let votes = votes.map { " and \($0) votes" } ?? ""
        return votes.isEmpty
            ? "\(tickets) tickets and \(mails) mails" : "\(tickets) tickets, \(mails) mails\(votes)"
    }
}
