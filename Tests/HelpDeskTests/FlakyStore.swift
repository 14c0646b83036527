// A store of which some tickets cannot be read.

import Foundation
import SQLiteStore
import TicketStore
import Tickets

/// Passes everything on to a real store, except reading the tickets it is told to fail on.
struct FlakyStore: TicketStore {
    let store: SQLiteStore
    let fails: @Sendable (TicketID) -> Bool

    func thread(_ id: TicketID) async throws -> TicketThread? {
        if fails(id) { throw StoreError(.failed, number: 10) }
        return try await store.thread(id)
    }

    func submit(_ submission: Submission, now: Date) async throws -> Ticket {
        try await store.submit(submission, now: now)
    }

    func edit<Result: Sendable>(
        _ id: TicketID, once key: String?, now: Date,
        _ change: @escaping @Sendable (inout TicketEdit) throws -> Result
    ) async throws -> Result? {
        try await store.edit(id, once: key, now: now, change)
    }

    func tickets(after position: TicketListPosition?, limit: Int) async throws -> TicketList {
        try await store.tickets(after: position, limit: limit)
    }

    func undecided(after id: TicketID, limit: Int) async throws -> [TicketID] {
        try await store.undecided(after: id, limit: limit)
    }

    func unsentMails(after id: Int64, limit: Int) async throws -> [OutboxEntry] {
        try await store.unsentMails(after: id, limit: limit)
    }

    func markSent(_ id: Int64, now: Date) async throws { try await store.markSent(id, now: now) }

    func addSignInLink(hash: [UInt8], agent: String, expires: Date, now: Date) async throws {
        try await store.addSignInLink(hash: hash, agent: agent, expires: expires, now: now)
    }

    func redeemSignInLink(hash: [UInt8], now: Date) async throws -> String? {
        try await store.redeemSignInLink(hash: hash, now: now)
    }

    func addSession(hash: [UInt8], agent: String, expires: Date) async throws {
        try await store.addSession(hash: hash, agent: agent, expires: expires)
    }

    func agent(sessionHash: [UInt8], now: Date) async throws -> String? {
        try await store.agent(sessionHash: sessionHash, now: now)
    }

    func endSession(hash: [UInt8]) async throws { try await store.endSession(hash: hash) }
}
