// The outbox as files: every mail becomes one .eml file.

public import FoundationEssentials
internal import Glibc
public import TicketStore
public import Tickets

/// Writes the outbox's mails into a folder, where any mail program can open them.
public struct OutboxFolder: Sendable {
    private let path: String
    private let sender: Requester

    /// A folder, which need not exist yet.
    ///
    /// - Parameter sender: the desk's own name and address.
    public init(path: String, sender: Requester) {
        self.path = path
        self.sender = sender
    }

    /// Writes every unsent mail and marks it as sent. A mail whose marking was cut off is written again
    /// under the same name. The files are not waited for: whatever a power cut takes of them still
    /// stands in the store, and waiting would halve how many questions the disk can take.
    ///
    /// - Parameter giveWay: waits for what is more urgent, before each hundred of mails.
    /// - Returns: why mails could not be written; they stay unsent, and the others are not kept
    ///   waiting.
    /// - Throws: when there is no folder, or the store cannot be read or written.
    public func deliver(
        from store: any TicketStore, now: Date, _ giveWay: () async -> Void = {}
    ) async throws -> [any Error] {
        var failures: [any Error] = []
        var last: Int64 = 0
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        while case let batch = try await store.unsentMails(after: last, limit: 100), !batch.isEmpty {
            await giveWay()
            var written: [Int64] = []
            for entry in batch {
                last = entry.id
                do {
                    try write(entry)
                    written.append(entry.id)
                } catch {
                    failures.append(error)
                }
            }
            if written.isEmpty { continue }
            try await store.markSent(written, now: now)
        }
        return failures
    }

    private func write(_ entry: OutboxEntry) throws {
        let message = MailMessage(entry.mail, id: entry.id, sender: sender)
        let name = "\(entry.mail.ticket)-\(entry.id)"
        let part = "\(path)/.\(name).part"
        try Data(message.text.utf8).write(to: URL(filePath: part))
        guard rename(part, "\(path)/\(name).eml") == 0 else { throw Self.failure() }
    }

    private static func failure() -> POSIXError { POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }

    /// Removes what was written for tickets that were erased meanwhile. Whoever cuts it off finds it
    /// done again by the next call.
    ///
    /// - Throws: when a mail cannot be removed, or the store cannot be read.
    public func removeErased(from store: any TicketStore) async throws {
        while case let erased = try await store.erasedTicketsWithTraces(limit: 100), !erased.isEmpty {
            let ids = Set(erased)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            for name in names where Self.ticket(ofMail: name).map(ids.contains) == true {
                try FileManager.default.removeItem(atPath: "\(path)/\(name)")
            }
            try await store.markTracesRemoved(of: erased)
        }
    }

    /// `T-7-12.eml`, or `.T-7-12.part` while it is being written.
    private static func ticket(ofMail name: String) -> TicketID? {
        name.firstMatch(of: /T-([0-9]{1,18})-[0-9]+\.(eml|part)/).flatMap { Int64($0.output.1) }.map {
            TicketID($0)
        }
    }
}
