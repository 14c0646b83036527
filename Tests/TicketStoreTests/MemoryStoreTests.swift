// The store in memory keeps the contract.

import Testing
import TicketStore
import TicketStoreContract

@Suite("The store in memory")
struct MemoryStoreTests {
    @Test("Keeps the contract", arguments: StoreRule.all)
    func contract(_ rule: StoreRule) async throws {
        try await rule.check(MemoryStore())
    }
}
