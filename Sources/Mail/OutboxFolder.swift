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
    /// - Returns: why mails could not be written or marked; they stay unsent, and the others are not
    ///   kept waiting.
    /// - Throws: when there is no folder, or the store cannot be read.
    public func deliver(from store: any TicketStore, now: Date) async throws -> [any Error] {
        var failures: [any Error] = []
        var last: Int64 = 0
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        while case let batch = try await store.unsentMails(after: last, limit: 100), !batch.isEmpty {
            for entry in batch {
                last = entry.id
                do {
                    let message = MailMessage(entry.mail, id: entry.id, sender: sender)
                    let name = URL(filePath: "\(path)/\(entry.mail.ticket)-\(entry.id).eml")
                    try Data(message.text.utf8).write(to: name, options: .atomic)
                    try await store.markSent(entry.id, now: now)
                } catch {
                    failures.append(error)
                }
            }
        }
        return failures
    }
}
