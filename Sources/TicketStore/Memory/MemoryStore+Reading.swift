// What is asked of the tickets in memory.

public import FoundationEssentials
public import Tickets

extension MemoryStore {
    /// Looks the number up.
    public func ticket(_ id: TicketID) -> Ticket? { entries[id]?.ticket }

    /// Looks the number up, and what belongs to it.
    public func thread(_ id: TicketID) -> TicketThread? {
        entries[id].map {
            TicketThread(
                ticket: $0.ticket, messages: $0.messages, decisions: $0.decisions, events: $0.events,
                correspondent: correspondent(of: $0.ticket))
        }
    }

    /// Sorts all tickets of the list.
    public func tickets(
        _ filter: TicketFilter, after position: TicketListPosition?, limit: Int
    ) -> TicketList {
        let ofAnyStatus = entries.values.map(\.ticket).filter(filter.holdsInAnyStatus)
        let all = ofAnyStatus.filter { filter.status == nil || $0.status == filter.status }
            .sorted { Self.isBefore(TicketListPosition($0), TicketListPosition($1)) }
        let rest = all.filter { ticket in
            position.map { Self.isBefore($0, TicketListPosition(ticket)) } ?? true
        }
        let page = Array(rest.prefix(limit))
        return TicketList(
            tickets: page, next: rest.count > limit ? page.last.map(TicketListPosition.init) : nil,
            statusCounts: Dictionary(grouping: ofAnyStatus, by: \.status).mapValues(\.count),
            of: filter.status)
    }

    private static func isBefore(_ a: TicketListPosition, _ b: TicketListPosition) -> Bool {
        a.isFinished == b.isFinished ? a.id > b.id : !a.isFinished
    }

    /// Looks at all tickets.
    public func tickets(from address: String, limit: Int) -> [Ticket] {
        guard !address.isEmpty else { return [] }
        return newest(limit) { $0.ticket.requester.address.lowercased() == address.lowercased() }
    }

    /// Looks for each word in all tickets.
    public func search(_ query: TicketQuery, before id: TicketID?, limit: Int) -> [Ticket] {
        var first: [Ticket] = []
        if let asked = query.id.flatMap({ entries[$0]?.ticket }) { first = id == nil ? [asked] : [] }
        guard !query.words.isEmpty else { return first }
        let wanted = query.words.map(\.folded)
        let found = newest(limit) { entry in
            let ticket = entry.ticket
            guard ticket.id < id ?? TicketID(.max), ticket.id != query.id else { return false }
            let texts =
                [ticket.subject, ticket.requester.name, ticket.requester.address]
                + entry.messages.map(\.body)
            let words = Set(texts.flatMap { TicketQuery.words(of: $0).map(\.folded) })
            return wanted.enumerated().allSatisfy { number, word in
                if query.isLastUnfinished, number == wanted.count - 1 {
                    return words.contains { $0.hasPrefix(word) }
                }
                return words.contains(word)
            }
        }
        return Array((first + found).prefix(limit))
    }

    private func newest(_ limit: Int, where isWanted: (Entry) -> Bool) -> [Ticket] {
        Array(entries.values.filter(isWanted).map(\.ticket).sorted { $0.id > $1.id }.prefix(limit))
    }

    /// Looks at all tickets.
    public func undecided(after id: TicketID, limit: Int) -> [TicketID] {
        Array(
            entries.values.filter { !$0.isDecided && $0.ticket.id > id }.map(\.ticket.id).sorted()
                .prefix(limit))
    }

    /// Mails without a time of sending.
    public func unsentMails(after id: Int64, limit: Int) -> [OutboxEntry] {
        Array(
            mails.filter { $0.sentAt == nil && $0.id > id }.prefix(limit)
                .map { OutboxEntry(id: $0.id, mail: $0.mail) })
    }

    /// Sets the time of sending.
    public func markSent(_ ids: [Int64], now: Date) {
        mails = mails.map { row in
            ids.contains(row.id) ? MailRecord(id: row.id, mail: row.mail, sentAt: now.inMilliseconds) : row
        }
    }
}
