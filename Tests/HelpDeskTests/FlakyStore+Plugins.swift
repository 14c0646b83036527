// The flaky store keeps what plugins leave behind like any other.

import Foundation
import SQLiteStore
import TicketStore
import Tickets

extension FlakyStore {
    func pluginRecord(_ plugin: String) async throws -> PluginRecord {
        onLook()
        return try await store.pluginRecord(plugin)
    }
    func remember(_ memory: String, of plugin: String) async throws {
        try await store.remember(memory, of: plugin)
    }
    func beginDeliveries(to plugin: String, after number: Int64) async throws {
        try await store.beginDeliveries(to: plugin, after: number)
    }
    func moveDeliveries(to plugin: String, to number: Int64) async throws {
        try await store.moveDeliveries(to: plugin, to: number)
    }
    func commit<Result: Sendable>(
        _ work: [PluginWork], to tickets: [TicketID], now: Date,
        _ change: @escaping @Sendable (inout [TicketID: TicketEdit]) throws -> Result
    ) async throws -> Result {
        if refusesWork() { throw StoreError(.busy, number: 5) }
        return try await store.commit(work, to: tickets, now: now, change)
    }
    func events(after number: Int64, limit: Int) async throws -> [NumberedEvent] {
        try await store.events(after: number, limit: limit)
    }
    func lastEvent() async throws -> Int64 {
        onLook()
        return try await store.lastEvent()
    }
    func dueAppointments(of plugin: String, now: Date, limit: Int) async throws -> [PluginAppointment] {
        try await store.dueAppointments(of: plugin, now: now, limit: limit)
    }
    func nextAppointment(of plugin: String, after moment: Date?) async throws -> Date? {
        try await store.nextAppointment(of: plugin, after: moment)
    }
    func appointmentCount(of plugin: String) async throws -> Int {
        try await store.appointmentCount(of: plugin)
    }
    func pluginCalls(
        of plugin: String?, outcome: PluginCall.Outcome?, after number: Int64, limit: Int
    ) async throws -> [RecordedCall] {
        try await store.pluginCalls(of: plugin, outcome: outcome, after: number, limit: limit)
    }
    func dueRequests(now: Date, limit: Int) async throws -> [StoredRequest] {
        try await store.dueRequests(now: now, limit: limit)
    }
    func nextRequest(after moment: Date?) async throws -> Date? {
        try await store.nextRequest(after: moment)
    }
    func postponeRequest(_ number: Int64, to due: Date?, reason: String) async throws {
        try await store.postponeRequest(number, to: due, reason: reason)
    }
    func forgetRequest(_ number: Int64) async throws { try await store.forgetRequest(number) }
    func deadRequests(of plugin: String, after number: Int64, limit: Int) async throws -> [StoredRequest] {
        try await store.deadRequests(of: plugin, after: number, limit: limit)
    }
    func castVotes(after number: Int64, limit: Int) async throws -> [CastVote] {
        try await store.castVotes(after: number, limit: limit)
    }
    func lastCastVote() async throws -> Int64 { try await store.lastCastVote() }
    func trimCastVotes(before moment: Date) async throws { try await store.trimCastVotes(before: moment) }
    func signedInAgents(now: Date) async throws -> Set<String> {
        try await store.signedInAgents(now: now)
    }
    func forgetPluginCall(_ number: Int64) async throws { try await store.forgetPluginCall(number) }
    func trimPluginCalls(before moment: Date, mostBytes: Int) async throws -> Int {
        try await store.trimPluginCalls(before: moment, mostBytes: mostBytes)
    }
}
