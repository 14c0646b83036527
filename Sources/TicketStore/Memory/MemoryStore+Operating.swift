// Facts, figures, and what is taken in beside tickets, in memory.

internal import Tickets

extension MemoryStore {
    /// Looks it up.
    public func fact(_ fact: StoreFact) -> String? { facts[fact] }

    /// Replaces it.
    public func keep(_ fact: StoreFact, _ value: String) { facts[fact] = value }

    /// Looks through everything; a commit to memory waits for no disk.
    public func figures(heldIn queue: String) -> StoreFigures {
        var figures = StoreFigures()
        for entry in entries.values {
            figures.tickets[entry.ticket.status, default: 0] += 1
            let isHeld = entry.ticket.queue == queue
            if isHeld, !entry.ticket.status.isFinished { figures.held += 1 }
            if !isHeld, !entry.isDecided { figures.undecided += 1 }
        }
        figures.unsentMails = mails.count { $0.sentAt == nil }
        return figures
    }

    /// A ticket's events with their numbers.
    func numbered(_ id: TicketID) -> [NumberedEvent] { plugins.events.filter { $0.ticket == id } }

    /// Gives the events of a record the numbers that they had.
    func number(_ record: TicketRecord) throws {
        guard let numbers = record.eventNumbers else {
            return number(record.events, of: record.ticket.id, depth: 0)
        }
        let taken = Set(plugins.events.map(\.number))
        guard taken.isDisjoint(with: numbers) else { throw StoreError(.notEmpty, number: 0) }
        for (place, event) in record.events.enumerated() {
            plugins.events.append(
                NumberedEvent(
                    number: numbers[place], ticket: record.ticket.id, event: event,
                    depth: record.eventDepths?[place] ?? 0))
        }
        plugins.events.sort { $0.number < $1.number }
    }

    func takeNew(_ suggestion: SuggestionCount) throws {
        try refuse(
            suggestions.contains {
                ($0.day, $0.outcome, $0.article) == (suggestion.day, suggestion.outcome, suggestion.article)
            })
        suggestions.append(suggestion)
    }

    func takeNew(_ plugin: KeptPlugin) throws {
        try refuse(plugins.records[plugin.id] != nil)
        plugins.records[plugin.id] = plugin.record
        if PluginRecord.isOfVotes(plugin.id) { lastCast = max(lastCast, plugin.record.cursor ?? 0) }
    }

    func takeNew(_ call: RecordedCall) throws {
        let known = plugins.calls.map(\.call)
        try refuse(call.number <= plugins.lastCall)
        try refuse(known.contains { ($0.plugin, $0.call) == (call.call.plugin, call.call.call) })
        plugins.calls.append(call)
        plugins.lastCall = call.number
    }

    func takeNew(_ appointment: PluginAppointment) throws {
        try refuse(
            plugins.appointments.contains {
                ($0.plugin, $0.key) == (appointment.plugin, appointment.key)
            })
        plugins.appointments.append(appointment)
    }

    func takeNew(_ request: StoredRequest) throws {
        try refuse(request.number <= plugins.lastRequest)
        plugins.requests.append(request)
        plugins.lastRequest = request.number
    }

    private func refuse(_ isTaken: Bool) throws {
        if isTaken { throw StoreError(.notEmpty, number: 0) }
    }
}
