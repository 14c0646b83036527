// Looks for what is wrong in a database, without changing it.

internal import FoundationEssentials
internal import GRDB
internal import TicketStore
internal import Tickets

extension SQLiteStore {
    /// Examines a database and the files of its messages. A server may use it meanwhile.
    ///
    /// - Returns: all that is wrong; of each kind the first twenty.
    public static func examine(path: String, filesPath: String) async -> [StoreFinding] {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        do {
            let database = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? database.close() }
            let (inside, files) = try await database.read { try lookInside($0) }
            var findings = inside
            for file in files {
                if let finding = await finding(file, FileFolder(path: filesPath)) { findings.append(finding) }
            }
            return findings
        } catch {
            return [StoreFinding(.unreadable, path)]
        }
    }

    private static let mostOfAKind = 20

    private static func lookInside(_ connection: Database) throws -> ([StoreFinding], [StoredFile]) {
        var findings = try String.fetchAll(connection, sql: "PRAGMA integrity_check(\(mostOfAKind))")
            .filter { $0 != "ok" }.map { StoreFinding(.damaged, $0) }
        guard findings.isEmpty else { return (findings, []) }
        findings += try Row.fetchAll(connection, sql: "PRAGMA foreign_key_check").prefix(mostOfAKind).map {
            StoreFinding(.danglingReference, "\($0[0] as String) \(($0[1] as Int64?) ?? 0)")
        }
        let isOurs = try migrator.hasCompletedMigrations(connection)
        guard try isOurs && !migrator.hasBeenSuperseded(connection) else {
            return (findings + [StoreFinding(.otherVersion, "the database")], [])
        }
        findings += try states(connection)
        let indexed = try Int.fetchOne(connection, sql: "SELECT count(*) FROM ticket_words_docsize")
        if try indexed != Int.fetchOne(connection, sql: "SELECT count(*) FROM tickets") {
            findings.append(StoreFinding(.notSearchable, "the search in tickets"))
        }
        let files = try Row.fetchAll(
            connection,
            sql: """
                SELECT digest, length_bytes FROM files
                WHERE EXISTS (SELECT 1 FROM attachments WHERE attachments.digest = files.digest)
                """
        ).compactMap { row in
            ContentDigest(row[0]).map { StoredFile(digest: $0, lengthBytes: row[1]) }
        }
        return (findings, files)
    }

    private static func states(_ connection: Database) throws -> [StoreFinding] {
        var findings: [StoreFinding] = []
        let rows = try Row.fetchCursor(
            connection,
            sql: "SELECT id, state, status, queue, revision, link_generation FROM tickets ORDER BY id")
        while let row = try rows.next(), findings.count < mostOfAKind {
            let id = TicketID(row["id"])
            let state: TicketState? = try? JSON.decode(row["state"])
            let events: [TicketEvent]? = try? all("event", from: "events", of: id, connection)
            let rebuilt = events.flatMap { try? TicketState(id: id, rebuilding: $0) }
            let isWhole =
                state != nil && state == rebuilt && state?.status.rawValue == row["status"]
                && state?.queue == row["queue"] && state?.revision == row["revision"]
                && state?.linkGeneration == row["link_generation"]
            if !isWhole { findings.append(StoreFinding(.stateDiffers, id.description)) }
        }
        return findings
    }

    private static func finding(_ file: StoredFile, _ folder: FileFolder) async -> StoreFinding? {
        let subject = "the file \(file.digest.description.prefix(12))…"
        var digest = FileDigest()
        do {
            guard try await folder.read(file.digest, { digest.take($0) }) else {
                return StoreFinding(.missingFile, subject)
            }
        } catch {
            return StoreFinding(.missingFile, subject)
        }
        return digest.file == file ? nil : StoreFinding(.alteredFile, subject)
    }
}
