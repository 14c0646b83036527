// The SQLite store keeps the contract.

import Foundation
import SQLiteStore
import Testing
import TicketStoreContract

@Suite("The SQLite store keeps the contract")
struct ContractTests {
    @Test("Keeps the contract", arguments: StoreRule.all)
    func contract(_ rule: StoreRule) async throws {
        try await withDatabase { path in
            let store = try SQLiteStore(path: path)
            try await rule.check(store)
            try store.close()
        }
    }
}

/// Runs a test with the path of a database that does not exist yet.
func withDatabase(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "store-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.appending(path: "desk.sqlite").path)
}
