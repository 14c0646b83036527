// What is kept of plugins, in memory.

public import FoundationEssentials
public import Tickets

extension MemoryStore {
    /// Looks the plugin up.
    public func pluginRecord(_ plugin: String) -> PluginRecord {
        plugins.records[plugin] ?? PluginRecord()
    }

    /// Replaces what was remembered.
    public func remember(_ memory: String, of plugin: String) {
        plugins.records[plugin, default: PluginRecord()].memory = memory
    }

    /// Sets the cursor when there is none.
    public func beginDeliveries(to plugin: String, after number: Int64) {
        if plugins.records[plugin]?.cursor == nil {
            plugins.records[plugin, default: PluginRecord()].cursor = number
        }
    }

    /// Sets the cursor.
    public func moveDeliveries(to plugin: String, to number: Int64) {
        plugins.records[plugin, default: PluginRecord()].cursor = number
    }

    /// Checks everything, then changes copies, which take the tickets' places.
    public func commit<Result: Sendable>(
        _ work: [PluginWork], to tickets: [TicketID], now: Date,
        _ change: @escaping @Sendable (inout [TicketID: TicketEdit]) throws -> Result
    ) throws -> Result {
        for piece in work {
            let call = piece.call
            let isDone = plugins.calls.contains {
                $0.call.plugin == call.plugin && $0.call.call == call.call && $0.call.outcome == .answered
            }
            if isDone { throw PluginCommitError.alreadyDone(call: call.call) }
        }
        try work.checkStates { pluginRecord($0).stateRevision }
        var edits: [TicketID: TicketEdit] = [:]
        for id in tickets {
            guard let entry = entries[id] else { continue }
            let asked = TicketEdit.Asked(
                messageCount: entry.messages.askedCount, isUndecided: !entry.isDecided)
            edits[id] = TicketEdit(
                entry.ticket, correspondent: correspondent(of: entry.ticket), asked: asked,
                now: now.inMilliseconds)
        }
        let result = try change(&edits)
        let depth = work.map(\.depth).max() ?? 0
        try commit(edits.values.sorted { $0.ticket.id < $1.ticket.id }, depth: depth, now: now)
        for piece in work { keep(piece) }
        return result
    }

    private func keep(_ asked: PluginWork) {
        let isErased = asked.call.tickets.contains { entries[$0]?.ticket.state.isErased == true }
        let work = isErased ? asked.withoutWords : asked
        let call = work.call
        var record = pluginRecord(call.plugin)
        if let state = work.state, state.rev >= record.stateRevision {
            record.stateRevision = state.rev + 1
            record.state = state.document
        }
        if let cursor = work.cursor { record.cursor = cursor }
        if let cursor = work.voteCursor {
            moveDeliveries(to: PluginRecord.votes(call.plugin), to: cursor)
        }
        plugins.records[call.plugin] = record
        plugins.calls.removeAll { $0.call.plugin == call.plugin && $0.call.call == call.call }
        plugins.lastCall += 1
        plugins.calls.append(RecordedCall(number: plugins.lastCall, call: call))
        let over = work.cancelled + work.schedule.map(\.key)
        plugins.appointments.removeAll { $0.plugin == call.plugin && over.contains($0.key) }
        plugins.appointments += work.schedule
        for request in work.requests {
            plugins.lastRequest += 1
            plugins.requests.append(StoredRequest(number: plugins.lastRequest, request: request))
        }
    }

    /// Gives events their numbers.
    func number(_ events: [TicketEvent], of ticket: TicketID, depth: Int) {
        for event in events {
            let isOwn = if case .plugin = event.actor { true } else { false }
            plugins.events.append(
                NumberedEvent(
                    number: lastEvent() + 1, ticket: ticket, event: event,
                    depth: isOwn ? max(1, depth) : depth))
        }
    }

    /// What was asked about an erased ticket goes, and what is planned for it.
    func forgetPluginWords(of id: TicketID) {
        plugins.calls.removeAll { $0.call.tickets.contains(id) }
        plugins.appointments.removeAll { $0.ticket == id }
        plugins.requests.removeAll { $0.request.ticket == id }
    }

    /// Looks through all events.
    public func events(after number: Int64, limit: Int) -> [NumberedEvent] {
        Array(plugins.events.filter { $0.number > number }.prefix(limit))
    }

    /// Looks at the last event.
    public func lastEvent() -> Int64 { plugins.events.last?.number ?? 0 }

    /// Looks through all appointments.
    public func dueAppointments(of plugin: String, now: Date, limit: Int) -> [PluginAppointment] {
        Array(
            plugins.appointments.filter { $0.plugin == plugin && $0.due <= now }
                .sorted { ($0.due, $0.key) < ($1.due, $1.key) }.prefix(limit))
    }

    /// Looks through all appointments.
    public func nextAppointment(of plugin: String, after moment: Date?) -> Date? {
        plugins.appointments.filter { $0.plugin == plugin }.map(\.due)
            .filter { $0 > moment ?? .distantPast }.min()
    }

    /// Counts them.
    public func appointmentCount(of plugin: String) -> Int {
        plugins.appointments.count { $0.plugin == plugin }
    }

    /// Looks through all calls.
    public func pluginCalls(
        of plugin: String?, outcome: PluginCall.Outcome?, after number: Int64, limit: Int
    ) -> [RecordedCall] {
        Array(
            plugins.calls.filter {
                $0.number > number && (plugin == nil || $0.call.plugin == plugin)
                    && (outcome == nil || $0.call.outcome == outcome)
            }.prefix(limit))
    }

    /// Takes the call away.
    public func forgetPluginCall(_ number: Int64) {
        plugins.calls.removeAll { $0.number == number }
    }

    /// Takes what is old, then the oldest.
    public func trimPluginCalls(before moment: Date, mostBytes: Int) -> Int {
        let before = plugins.calls.count
        plugins.calls.removeAll { $0.call.outcome != .dead && $0.call.at < moment }
        var bytes = 0
        var kept: [RecordedCall] = []
        for recorded in plugins.calls.reversed() {
            bytes += recorded.call.request.utf8.count + recorded.call.response.utf8.count
            if recorded.call.outcome == .dead || bytes <= mostBytes { kept.append(recorded) }
        }
        plugins.calls = kept.reversed()
        return before - plugins.calls.count
    }
}
