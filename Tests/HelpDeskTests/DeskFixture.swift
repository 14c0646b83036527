// A desk on a real store, with a clock and a random source of the test's own.

import Foundation
import HelpDesk
import SQLiteStore
import Synchronization
import TicketStore

enum DeskFixture {
    static let noon = Date(timeIntervalSince1970: 1_800_000_000)

    /// Programs fill in forms faster than people; tests are programs.
    static var patient: PostingLimits {
        var limits = PostingLimits()
        limits.leastSeconds = 0
        return limits
    }

    static func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    static func withDesk(_ body: (HelpDesk, SQLiteStore) async throws -> Void) async throws {
        try await withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            try await body(desk(on: store), store)
        }
    }

    /// What the desk says, short enough to compare.
    private static let words = [
        "mail_conversation": "The whole conversation: {link}", "mail_answer_subject": "An answer [{ticket}]",
        "mail_greeting_subject": "Your question [{ticket}]", "mail_greeting": "Was it you? {link}",
        "mail_received_subject": "We have it [{ticket}]", "mail_received": "Thank you. {link}",
        "mail_links_subject": "Your questions", "mail_links": "Keep them.",
        "mail_link": "{ticket} of {date}: {link}", "mail_new_link_subject": "A new link [{ticket}]",
        "mail_new_link": "Now: {link}", "mail_survey_subject": "How was it? [{ticket}]",
        "mail_survey": "Press: {link}",
        "mail_taken_up_subject": "It goes on [{ticket}]", "mail_taken_up": "Here: {link}",
        "mail_automatic": "Automatic. {link}",
    ]

    /// The random source counts: every secret is another one.
    static func desk(
        on store: any TicketStore, now: @escaping @Sendable () -> Date = { noon },
        limits: PostingLimits = patient, settings: DeskSettings = DeskSettings(),
        onChange: @escaping @Sendable () -> Void = {}
    ) -> HelpDesk {
        let count = Mutex(UInt8(0))
        let surroundings = HelpDesk.Surroundings(
            now: now,
            randomBytes: { length in
                let value = count.withLock { count in
                    count &+= 1
                    return count
                }
                return Array(repeating: value, count: length)
            })
        return HelpDesk(
            settings: settings, store: store, links: SecretLinks(key: Array(repeating: 1, count: 32)),
            surroundings: surroundings,
            publicAddress: PublicAddress(host: "help.example.com", port: 80),
            words: { key, _ in words[key] ?? key }, limits: limits, onChange: onChange)
    }
}
