// porchlight report: what a desk has learned.

import ArgumentParser
import Foundation
import SQLiteStore
import TicketStore

struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Report what a desk has learned.", subcommands: [Articles.self])

    /// porchlight report articles: what readers answered to "was this helpful?".
    struct Articles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Which articles helped readers, and which did not.",
            discussion: """
                What helped the fewest comes first. --json adds the reasons that readers gave, up to a \
                thousand for each article.
                """)

        @OptionGroup var desk: DeskDataOption

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let scratch = ScratchFolder()
            defer { scratch.remove() }
            let store = try await desk.openUpToDate(scratch: scratch.path)
            defer { try? store.close() }
            do {
                let counts = try await store.voteCounts()
                guard json else { return print(Self.table(counts)) }
                var entries: [Entry] = []
                for count in counts { entries.append(try await entry(count, store)) }
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
                encoder.dateEncodingStrategy = .iso8601
                print(String(decoding: try encoder.encode(entries), as: UTF8.self))
            } catch let error as StoreError {
                throw CleanFailure("the desk cannot be read: \(error)")
            }
        }

        private func entry(_ count: VoteCount, _ store: some TicketStore) async throws -> Entry {
            let reasons =
                count.reasons == 0
                ? [] : try await store.voteReasons(of: count.article, before: nil, limit: 1_000)
            return Entry(
                article: count.article, yes: count.yes, no: count.no,
                reasons: reasons.map { .init(at: $0.at, helpful: $0.isHelpful, text: $0.text) })
        }

        /// Columns of numbers, then the articles.
        static func table(_ counts: [VoteCount]) -> String {
            guard !counts.isEmpty else { return "Nobody has said yet whether an article helped." }
            let header = ["no", "yes", "reasons", "article"]
            let rows = [header] + counts.map { ["\($0.no)", "\($0.yes)", "\($0.reasons)", $0.article] }
            let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
            return rows.map { row in
                let numbers = row.dropLast().enumerated().map { column, text in
                    String(repeating: " ", count: widths[column] - text.count) + text
                }
                return (numbers + [row[3]]).joined(separator: "  ")
            }.joined(separator: "\n")
        }
    }
}

/// An article in the report.
private struct Entry: Encodable {
    struct Reason: Encodable {
        let at: Date
        let helpful: Bool
        let text: String
    }

    let article: String
    let yes: Int
    let no: Int
    let reasons: [Reason]
}
