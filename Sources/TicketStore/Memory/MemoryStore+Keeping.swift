// Files, secrets, and the way in and out of all that is in memory.

public import FoundationEssentials
public import Tickets

extension MemoryStore {
    /// Gathers the bytes, then keeps them at once.
    public func keepFile(
        now: Date, _ next: @Sendable () async throws -> [UInt8]?
    ) async throws -> StoredFile {
        var bytes: [UInt8] = []
        var digest = FileDigest()
        while let piece = try await next() {
            digest.take(piece)
            bytes += piece
        }
        let file = digest.file
        files[file.digest] = File(bytes: bytes, keptAt: now)
        return file
    }

    /// Hands all bytes out in one piece.
    public func readFile(
        _ digest: ContentDigest, _ take: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> Bool {
        guard let file = files[digest] else { return false }
        try await take(file.bytes)
        return true
    }

    /// Compares with the attachments of all messages.
    public func removeUnusedFiles(keptBefore moment: Date) -> Int {
        let used = Set(entries.values.flatMap(\.messages).flatMap(\.attachments).map(\.digest))
        let unused = files.filter { !used.contains($0.key) && $0.value.keptAt < moment }
        for digest in unused.keys { files[digest] = nil }
        return unused.count
    }

    /// In the order of their numbers.
    public func erasedTicketsWithTraces(limit: Int) -> [TicketID] { Array(traces.sorted().prefix(limit)) }

    /// Takes them out of the set.
    public func markTracesRemoved(of ids: [TicketID]) { traces.subtract(ids) }

    /// Looks through all mails from the last one.
    public func mails(before id: Int64?, limit: Int) -> [MailRecord] {
        Array(mails.reversed().filter { $0.id < id ?? .max }.prefix(limit))
    }

    /// Takes the place of the agent's older links.
    public func addSignInLink(hash: [UInt8], agent: String, expires: Date, now: Date) {
        links = links.filter { $0.value.agent != agent && $0.value.expires > now }
        sessions = sessions.filter { $0.value.expires > now }
        links[hash] = Secret(agent: agent, expires: expires)
    }

    /// Takes the link away.
    public func redeemSignInLink(hash: [UInt8], now: Date) -> String? {
        guard let link = links[hash], link.expires > now else { return nil }
        links[hash] = nil
        return link.agent
    }

    /// Adds a session.
    public func addSession(hash: [UInt8], agent: String, expires: Date) {
        sessions[hash] = Secret(agent: agent, expires: expires)
    }

    /// Looks through all sessions.
    public func signedInAgents(now: Date) -> Set<String> {
        Set(sessions.values.filter { $0.expires > now }.map(\.agent))
    }

    /// Looks the session up.
    public func agent(sessionHash hash: [UInt8], now: Date) -> String? {
        sessions[hash].flatMap { $0.expires > now ? $0.agent : nil }
    }

    /// Takes the session away.
    public func endSession(hash: [UInt8]) {
        sessions[hash] = nil
    }

    /// Goes through what there is at this moment.
    public func export(_ take: @escaping @Sendable (StoreRecord) throws -> Void) throws {
        for entry in entries.values.sorted(by: { $0.ticket.id < $1.ticket.id }) {
            try take(
                .ticket(
                    TicketRecord(
                        ticket: entry.ticket, key: entry.key, editKeys: entry.editKeys.sorted(),
                        isDecided: entry.isDecided, messages: entry.messages, decisions: entry.decisions,
                        events: entry.events, eventNumbers: numbered(entry.ticket.id).map(\.number),
                        eventDepths: numbered(entry.ticket.id).map(\.depth),
                        correspondent: known(of: entry.ticket))))
        }
        for mail in mails { try take(.mail(mail)) }
        for numbered in votes { try take(.vote(numbered.vote)) }
        for cast in casts { try take(.castVote(cast)) }
        for suggestion in suggestionCounts(since: .min) { try take(.suggestion(suggestion)) }
        for plugin in plugins.records.sorted(by: { $0.key < $1.key }) {
            try take(.plugin(KeptPlugin(id: plugin.key, record: plugin.value)))
        }
        for call in plugins.calls { try take(.call(call)) }
        for appointment in plugins.appointments.sorted(by: { ($0.plugin, $0.key) < ($1.plugin, $1.key) }) {
            try take(.appointment(appointment))
        }
        for request in plugins.requests { try take(.request(request)) }
    }

    /// Checks every record before it takes the first.
    public func take(_ records: [StoreRecord]) throws {
        let before = (
            entries, keys, mails, lastMail, correspondents, votes, casts, lastCast, plugins, suggestions
        )
        do {
            for record in records {
                switch record {
                case .ticket(let record): try take(record)
                case .mail(let mail):
                    guard mail.id > lastMail else { throw StoreError(.notEmpty, number: 0) }
                    mails.append(mail)
                    lastMail = mail.id
                case .vote(let vote):
                    guard place(of: vote) == nil else { throw StoreError(.notEmpty, number: 0) }
                    keep(vote)
                case .castVote(let cast): try takeNew(cast)
                case .suggestion(let suggestion): try takeNew(suggestion)
                case .plugin(let plugin): try takeNew(plugin)
                case .call(let call): try takeNew(call)
                case .appointment(let appointment): try takeNew(appointment)
                case .request(let request): try takeNew(request)
                }
            }
        } catch {
            (
                entries, keys, mails, lastMail, correspondents, votes, casts, lastCast, plugins, suggestions
            ) = before
            throw error
        }
    }

    private func take(_ record: TicketRecord) throws {
        try record.check()
        guard entries[record.ticket.id] == nil, keys[record.key] == nil else {
            throw StoreError(.notEmpty, number: 0)
        }
        for file in record.messages.flatMap(\.attachments) where files[file.digest] == nil {
            throw StoreError(.missingFile, number: 0)
        }
        keys[record.key] = record.ticket.id
        entries[record.ticket.id] = Entry(
            ticket: record.ticket, key: record.key, editKeys: Set(record.editKeys),
            isDecided: record.isDecided, messages: record.messages, decisions: record.decisions,
            events: record.events)
        try number(record)
        if let correspondent = record.correspondent { keep(correspondent, of: record.ticket) }
    }
}
