// A desk on a real store, with a clock and a random source of the test's own.

import Foundation
import HelpDesk
import SQLiteStore
import Synchronization

enum DeskFixture {
    static let noon = Date(timeIntervalSince1970: 1_800_000_000)

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

    /// The random source counts: every secret is another one.
    static func desk(on store: SQLiteStore, onChange: @escaping @Sendable () -> Void = {}) throws -> HelpDesk
    {
        let count = Mutex(UInt8(0))
        let surroundings = HelpDesk.Surroundings(
            now: { noon },
            randomBytes: { length in
                let value = count.withLock { count in
                    count &+= 1
                    return count
                }
                return Array(repeating: value, count: length)
            })
        return HelpDesk(
            settings: DeskSettings(), store: store, links: SecretLinks(key: Array(repeating: 1, count: 32)),
            surroundings: surroundings,
            publicAddress: PublicAddress(host: "help.example.com", port: 80), onChange: onChange)
    }
}
