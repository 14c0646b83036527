// A store of which some tickets cannot be read.

import Foundation
import SQLiteStore
import TicketStore
import Tickets

/// Passes everything on to a real store, except reading the tickets it is told to fail on.
struct FlakyStore: TicketStore {
    let store: SQLiteStore
    let fails: @Sendable (TicketID) -> Bool
    /// Hears of each look at what is due or has happened.
    var onLook: @Sendable () -> Void = {}
    /// Whether what plugins said cannot be kept just now.
    var refusesWork: @Sendable () -> Bool = { false }
    /// Hears of each reading of one ticket, and of each change, by the method's name.
    var onRead: @Sendable (String) -> Void = { _ in }

    func ticket(_ id: TicketID) async throws -> Ticket? {
        onRead("ticket")
        return try await store.ticket(id)
    }

    func thread(_ id: TicketID) async throws -> TicketThread? {
        onRead("thread")
        if fails(id) { throw StoreError(.failed, number: 10) }
        return try await store.thread(id)
    }

    func submit(
        _ submission: Submission, now: Date, _ finish: @escaping @Sendable (inout TicketEdit) -> Void
    ) async throws -> Ticket {
        try await store.submit(submission, now: now, finish)
    }

    func count(_ suggestion: SuggestionCount) async throws { try await store.count(suggestion) }

    func suggestionCounts(since day: Int) async throws -> [SuggestionCount] {
        try await store.suggestionCounts(since: day)
    }

    func cast(_ vote: Vote) async throws { try await store.cast(vote) }

    func voteCounts() async throws -> [VoteCount] { try await store.voteCounts() }

    func voteReasons(of article: String, before id: Int64?, limit: Int) async throws -> [VoteReason] {
        try await store.voteReasons(of: article, before: id, limit: limit)
    }

    func eraseVoteReason(_ id: Int64) async throws -> Bool { try await store.eraseVoteReason(id) }

    func edit<Result: Sendable>(
        _ id: TicketID, once key: String?, now: Date,
        _ change: @escaping @Sendable (inout TicketEdit) throws -> Result
    ) async throws -> Result? {
        onRead("edit")
        return try await store.edit(id, once: key, now: now, change)
    }

    func edit<Result: Sendable>(
        _ first: TicketID, _ second: TicketID, once key: String?, now: Date,
        _ change: @escaping @Sendable (inout TicketEdit, inout TicketEdit) throws -> Result
    ) async throws -> Result? {
        try await store.edit(first, second, once: key, now: now, change)
    }

    func erase(_ ids: [TicketID], by actor: Actor, now: Date) async throws -> [TicketID] {
        try await store.erase(ids, by: actor, now: now)
    }

    func erasedTicketsWithTraces(limit: Int) async throws -> [TicketID] {
        try await store.erasedTicketsWithTraces(limit: limit)
    }

    func markTracesRemoved(of ids: [TicketID]) async throws { try await store.markTracesRemoved(of: ids) }

    func tickets(
        _ filter: TicketFilter, after position: TicketListPosition?, limit: Int
    ) async throws -> TicketList {
        try await store.tickets(filter, after: position, limit: limit)
    }

    func tickets(from address: String, limit: Int) async throws -> [Ticket] {
        try await store.tickets(from: address, limit: limit)
    }

    func search(_ query: TicketQuery, before id: TicketID?, limit: Int) async throws -> [Ticket] {
        try await store.search(query, before: id, limit: limit)
    }

    func promise(
        _ levels: ServiceLevels, onError: @escaping @Sendable (TicketID, CalendarError) -> Void
    ) { store.promise(levels, onError: onError) }

    func replan(after id: TicketID, limit: Int, now: Date) async throws -> TicketID? {
        try await store.replan(after: id, limit: limit, now: now)
    }

    func dueTimers(now: Date, limit: Int) async throws -> [TicketTimer] {
        onLook()
        return try await store.dueTimers(now: now, limit: limit)
    }

    func nextDue(after moment: Date) async throws -> Date? { try await store.nextDue(after: moment) }

    func keepFile(now: Date, _ next: @Sendable () async throws -> [UInt8]?) async throws -> StoredFile {
        try await store.keepFile(now: now, next)
    }

    func readFile(
        _ digest: ContentDigest, _ take: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> Bool {
        try await store.readFile(digest, take)
    }

    func removeUnusedFiles(keptBefore moment: Date) async throws -> Int {
        try await store.removeUnusedFiles(keptBefore: moment)
    }

    func fact(_ fact: StoreFact) async throws -> String? { try await store.fact(fact) }

    func keep(_ fact: StoreFact, _ value: String) async throws { try await store.keep(fact, value) }

    func figures(heldIn queue: String) async throws -> StoreFigures {
        try await store.figures(heldIn: queue)
    }

    func export(_ take: @escaping @Sendable (StoreRecord) throws -> Void) async throws {
        try await store.export(take)
    }

    func take(_ records: [StoreRecord]) async throws { try await store.take(records) }

    func undecided(after id: TicketID, limit: Int) async throws -> [TicketID] {
        try await store.undecided(after: id, limit: limit)
    }

    func unsentMails(after id: Int64, limit: Int) async throws -> [OutboxEntry] {
        try await store.unsentMails(after: id, limit: limit)
    }

    func mails(before id: Int64?, limit: Int) async throws -> [MailRecord] {
        try await store.mails(before: id, limit: limit)
    }

    func markSent(_ ids: [Int64], now: Date) async throws { try await store.markSent(ids, now: now) }

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
