// The outbox as files: every mail becomes one .eml file.

public import FoundationEssentials
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

    /// Writes every unsent mail and marks it as sent. A mail whose marking was cut off is written
    /// again under the same name.
    ///
    /// - Throws: the file system's or the store's error; mails not written yet stay unsent.
    public func deliver(from store: any TicketStore, now: Date) async throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        while case let batch = try await store.unsentMails(limit: 100), !batch.isEmpty {
            for entry in batch {
                let name = "\(path)/\(entry.mail.ticket)-\(entry.id).eml"
                let message = MailMessage(entry.mail, id: entry.id, sender: sender)
                try Data(message.text.utf8).write(to: URL(filePath: name), options: .atomic)
                try await store.markSent(entry.id, now: now)
            }
        }
    }
}
