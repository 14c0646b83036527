// Tickets in memory: for tests, and the plainest statement of what a store does.

public import FoundationEssentials
public import Tickets

/// A ticket store that forgets everything when the program ends.
public actor MemoryStore: TicketStore {
    /// What it holds of a ticket.
    struct Entry {
        var ticket: Ticket
        let key: String
        var editKeys: Set<String> = []
        var isDecided = false
        var messages: [Message] = []
        var decisions: [Decision] = []
        var events: [TicketEvent] = []
        var timers: [TicketTimer] = []
    }

    /// What it holds of plugins.
    struct Plugins {
        var records: [String: PluginRecord] = [:]
        var calls: [RecordedCall] = []
        var lastCall: Int64 = 0
        var appointments: [PluginAppointment] = []
        var requests: [StoredRequest] = []
        var lastRequest: Int64 = 0
        /// Every event in the order in which it happened.
        var events: [NumberedEvent] = []
    }

    struct Secret {
        let agent: String
        let expires: Date
    }

    struct File {
        let bytes: [UInt8]
        var keptAt: Date
    }

    let plan = TimerPlan()
    var entries: [TicketID: Entry] = [:]
    var keys: [String: TicketID] = [:]
    var mails: [MailRecord] = []
    /// The number of the last mail, so that none is given twice.
    var lastMail: Int64 = 0
    var files: [ContentDigest: File] = [:]
    /// Erased tickets of which mails may lie somewhere.
    var traces: Set<TicketID> = []
    /// By address in lower case.
    var correspondents: [String: Correspondent] = [:]
    var suggestions: [SuggestionCount] = []
    var votes: [NumberedVote] = []
    /// Every vote in the order in which it was cast.
    var casts: [CastVote] = []
    var lastCast: Int64 = 0
    var plugins = Plugins()
    var facts: [StoreFact: String] = [:]
    var links: [[UInt8]: Secret] = [:]
    var sessions: [[UInt8]: Secret] = [:]

    /// An empty store.
    public init() {}

    // Changes

    /// Looks the key up first.
    public func submit(
        _ submission: Submission, now: Date, _ finish: @escaping @Sendable (inout TicketEdit) -> Void
    ) throws -> Ticket {
        if let entry = entry(of: submission) {
            if let next = submission.next(after: entry.ticket, known: entry.messages) {
                return try submit(next, now: now, finish)
            }
            let edit = submission.edit(correcting: entry.ticket, known: entry.messages, now: now)
            try commit([edit], now: now)
            return edit.ticket
        }
        let id = TicketID((entries.keys.max()?.number ?? 0) + 1)
        let address = submission.requester.address.lowercased()
        var edit = submission.edit(
            creating: id, correspondent: correspondents[address] ?? Correspondent(), now: now)
        var edits: [TicketEdit] = []
        if let earlier = submission.followUpOf.flatMap({ entries[$0]?.ticket }) {
            guard !earlier.state.isErased else { throw TicketError.erased }
            var before = TicketEdit(earlier, now: now.inMilliseconds)
            try? edit.followUp(&before, by: .requester)
            edits.append(before)
        }
        finish(&edit)
        try checkFiles(edit.messages)
        entries[id] = Entry(ticket: edit.ticket, key: submission.key)
        keys[submission.key] = id
        try commit([edit] + edits, now: now)
        return edit.ticket
    }

    /// Changes a copy, which takes the ticket's place when nothing went wrong.
    public func edit<Result: Sendable>(
        _ id: TicketID, once key: String?, now: Date,
        _ change: @escaping @Sendable (inout TicketEdit) throws -> Result
    ) throws -> Result? {
        guard let entry = entries[id] else { return nil }
        var edit = TicketEdit(
            entry.ticket, isRepeated: isKnown(key), correspondent: correspondent(of: entry.ticket),
            now: now.inMilliseconds)
        let result = try change(&edit)
        try commit([edit], now: now)
        if let key, !edit.isRepeated { entries[id]?.editKeys.insert(key) }
        return result
    }

    /// Changes two copies.
    public func edit<Result: Sendable>(
        _ first: TicketID, _ second: TicketID, once key: String?, now: Date,
        _ change: @escaping @Sendable (inout TicketEdit, inout TicketEdit) throws -> Result
    ) throws -> Result? {
        guard first != second else { throw TicketError.sameTicket }
        guard let one = entries[first], let other = entries[second] else { return nil }
        var edits = [one, other].map {
            TicketEdit(
                $0.ticket, isRepeated: isKnown(key), correspondent: correspondent(of: $0.ticket),
                now: now.inMilliseconds)
        }
        var (here, there) = (edits[0], edits[1])
        let result = try change(&here, &there)
        edits = [here, there]
        try commit(edits, now: now)
        if let key, !here.isRepeated { entries[first]?.editKeys.insert(key) }
        return result
    }

    /// Erases the tickets' words, then everything beside them that holds some.
    public func erase(_ ids: [TicketID], by actor: Actor, now: Date) throws -> [TicketID] {
        let edits = try ids.compactMap { entries[$0]?.ticket }.map { ticket in
            var edit = TicketEdit(ticket, now: now.inMilliseconds)
            try edit.eraseWords(by: actor)
            return edit
        }
        try commit(edits, now: now)
        let erased = edits.map(\.ticket.id)
        erased.forEach(forgetWords)
        return erased
    }

    private func entry(of submission: Submission) -> Entry? {
        if let id = keys[submission.key] { return entries[id] }
        guard let recent = submission.recent, let entry = keys[recent.key].flatMap({ entries[$0] }),
            entry.ticket.createdAt >= recent.since
        else { return nil }
        return entry
    }

    private func isKnown(_ key: String?) -> Bool {
        key.map { key in entries.values.contains { $0.editKeys.contains(key) } } ?? false
    }

    func checkFiles(_ messages: [Message]) throws {
        for digest in messages.flatMap(\.attachments).map(\.digest) where files[digest] == nil {
            throw StoreError(.missingFile, number: 0)
        }
    }

    func commit(_ edits: [TicketEdit], depth: Int = 0, now: Date) throws {
        for edit in edits { try checkFiles(edit.messages) }
        for edit in edits where !edit.isEmpty {
            let id = edit.ticket.id
            entries[id]?.ticket = edit.ticket
            entries[id]?.messages += edit.messages
            entries[id]?.decisions += edit.keptDecisions
            entries[id]?.events += edit.events
            number(edit.events, of: id, depth: depth)
            entries[id]?.timers = plan.timers(for: edit.ticket.state, now: now)
            if edit.asksPlugins { entries[id]?.isDecided = false }
            if edit.isDecided { entries[id]?.isDecided = true }
            if edit.changesCorrespondent { keep(edit.correspondent, of: edit.ticket) }
            for mail in edit.mails {
                lastMail += 1
                mails.append(MailRecord(id: lastMail, mail: mail, sentAt: nil))
            }
            if edit.events.contains(where: { $0.kind == .erased }) { forgetWords(of: id) }
        }
    }

    private func forgetWords(of id: TicketID) {
        guard var entry = entries[id] else { return }
        traces.insert(id)
        let digests = Set(entry.messages.flatMap(\.attachments).map(\.digest))
        entry.messages = entry.messages.map(\.withoutWords)
        entry.decisions = entry.decisions.map(\.withoutWords)
        entries[id] = entry
        let used = Set(entries.values.flatMap(\.messages).flatMap(\.attachments).map(\.digest))
        for digest in digests.subtracting(used) { files[digest] = nil }
        mails.removeAll { $0.mail.ticket == id }
        forgetPluginWords(of: id)
    }

    // Timers

    /// Sets the plan's promises.
    public nonisolated func promise(
        _ levels: ServiceLevels, onError: @escaping @Sendable (TicketID, CalendarError) -> Void
    ) {
        plan.use(levels, onError: onError)
    }

    /// Plans in the order of the numbers.
    public func replan(after id: TicketID, limit: Int, now: Date) -> TicketID? {
        let ids = entries.values.filter { $0.ticket.status != .closed && $0.ticket.id > id }
            .map(\.ticket.id).sorted().prefix(limit)
        for id in ids {
            guard let state = entries[id]?.ticket.state else { continue }
            entries[id]?.timers = plan.timers(for: state, now: now)
        }
        return ids.last
    }

    /// Looks through all timers.
    public func dueTimers(now: Date, limit: Int) -> [TicketTimer] {
        Array(
            entries.values.flatMap(\.timers).filter { $0.due <= now }
                .sorted { ($0.due, $0.ticket) < ($1.due, $1.ticket) }.prefix(limit))
    }

    /// Looks through all timers.
    public func nextDue(after moment: Date) -> Date? {
        entries.values.flatMap(\.timers).map(\.due).filter { $0 > moment }.min()
    }
}
