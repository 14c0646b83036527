// Looks for what is wrong in a database, without changing it.

public import FoundationEssentials
internal import GRDB
internal import Glibc
internal import TicketStore
internal import Tickets

extension SQLiteStore {
    /// Examines a database and the files of its messages. A server may use it meanwhile.
    ///
    /// - Parameter now: events that are later tell of a clock that was set back.
    /// - Returns: all that is wrong; of each kind the first twenty.
    public static func examine(path: String, filesPath: String, now: Date) async -> [StoreFinding] {
        do {
            let database = try DatabaseQueue(path: path, configuration: reading)
            defer { try? database.close() }
            let (inside, files) = try await database.read { try lookInside($0, now) }
            var findings = inside
            let folder = FileFolder(path: filesPath)
            for file in files {
                if let finding = await finding(file, folder) { findings.append(finding) }
            }
            let pieces = folder.pieces(before: now - uploadSeconds).count
            if pieces > 0 {
                findings.append(StoreFinding(.leftoverPieces, "\(pieces) files in \(filesPath)"))
            }
            return findings
        } catch let error as DatabaseError {
            return [StoreFinding(reason(error, path), path)]
        } catch {
            return [StoreFinding(.unreadable, path)]
        }
    }

    /// Why nothing can be read. What another program or the rights to a file are the reason of is no
    /// reason to restore a backup.
    private static func reason(_ error: DatabaseError, _ path: String) -> StoreFinding.Code {
        let files = [path, path + "-wal", path + "-shm"]
        let isForbidden = files.contains { access($0, F_OK) == 0 && access($0, R_OK) != 0 }
        return switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: .forbidden
        default: isForbidden ? .forbidden : .unreadable
        }
    }

    private static let mostOfAKind = 20
    /// An upload that nothing came of for so long is over.
    private static let uploadSeconds = 3_600.0
    /// Clocks of machines that are kept right differ by less.
    private static let clockSeconds = 60.0

    private static func lookInside(
        _ connection: Database, _ now: Date
    ) throws -> ([StoreFinding], [StoredFile]) {
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
        findings += try tickets(connection, now)
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

    /// What is wrong with tickets, and how many have events that are still to come.
    private static func tickets(_ connection: Database, _ now: Date) throws -> [StoreFinding] {
        var differing: [StoreFinding] = []
        var lost: [StoreFinding] = []
        var early = 0
        let rows = try Row.fetchCursor(
            connection,
            sql: """
                SELECT id, state, status, queue, revision, link_generation, snoozed_until,
                    (SELECT count(*) FROM messages WHERE ticket = tickets.id) AS message_count
                FROM tickets ORDER BY id
                """)
        while let row = try rows.next() {
            let id = TicketID(row["id"])
            let state: TicketState? = try? JSON.decode(row["state"])
            let events: [TicketEvent]? = try? all("event", from: "events", of: id, connection)
            let rebuilt = events.flatMap { try? TicketState(id: id, rebuilding: $0) }
            let isWhole =
                state != nil && state == rebuilt && state?.status.rawValue == row["status"]
                && state?.queue == row["queue"] && state?.revision == row["revision"]
                && state?.linkGeneration == row["link_generation"]
                && state?.laidAsideUntil?.milliseconds == row["snoozed_until"]
            if !isWhole, differing.count < mostOfAKind {
                differing.append(StoreFinding(.stateDiffers, id.description))
            }
            if let state, state.messageCount != row["message_count"], lost.count < mostOfAKind {
                let counts = "\(id), \(state.messageCount) messages, \(row["message_count"] as Int) stored"
                lost.append(StoreFinding(.lostMessage, counts))
            }
            if let last = events?.map(\.at).max(), last > now + clockSeconds { early += 1 }
        }
        let clock = early == 0 ? [] : [StoreFinding(.clockSetBack, "\(early) tickets have events")]
        return differing + lost + clock
    }

    private static func finding(_ file: StoredFile, _ folder: FileFolder) async -> StoreFinding? {
        let subject = "the file \(file.digest.description.prefix(12))…"
        var digest = FileDigest()
        do {
            guard try await folder.read(file.digest, { digest.take($0) }) else {
                return StoreFinding(.missingFile, subject)
            }
        } catch let error as StoreError where error.code == .readOnly {
            return StoreFinding(.forbidden, subject)
        } catch {
            return StoreFinding(.missingFile, subject)
        }
        return digest.file == file ? nil : StoreFinding(.alteredFile, subject)
    }
}
