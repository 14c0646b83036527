// The flaky store keeps what plugins leave behind like any other.

import Foundation
import SQLiteStore
import TicketStore
import Tickets

extension FlakyStore {
    func pluginRecord(_ plugin: String) async throws -> PluginRecord { try await store.pluginRecord(plugin) }
    func remember(_ memory: String, of plugin: String) async throws {
        try await store.remember(memory, of: plugin)
    }
    func beginDeliveries(to plugin: String, after number: Int64) async throws {
        try await store.beginDeliveries(to: plugin, after: number)
    }
    func commit<Result: Sendable>(
        _ work: [PluginWork], to tickets: [TicketID], now: Date,
        _ change: @escaping @Sendable (inout [TicketID: TicketEdit]) throws -> Result
    ) async throws -> Result {
        try await store.commit(work, to: tickets, now: now, change)
    }
    func events(after number: Int64, limit: Int) async throws -> [NumberedEvent] {
        try await store.events(after: number, limit: limit)
    }
    func lastEvent() async throws -> Int64 { try await store.lastEvent() }
    func dueAppointments(now: Date, limit: Int) async throws -> [PluginAppointment] {
        try await store.dueAppointments(now: now, limit: limit)
    }
    func nextAppointment(after moment: Date) async throws -> Date? {
        try await store.nextAppointment(after: moment)
    }
    func pluginCalls(
        of plugin: String?, outcome: PluginCall.Outcome?, after number: Int64, limit: Int
    ) async throws -> [RecordedCall] {
        try await store.pluginCalls(of: plugin, outcome: outcome, after: number, limit: limit)
    }
    func forgetPluginCall(_ number: Int64) async throws { try await store.forgetPluginCall(number) }
    func trimPluginCalls(before moment: Date, mostBytes: Int) async throws -> Int {
        try await store.trimPluginCalls(before: moment, mostBytes: mostBytes)
    }
}
