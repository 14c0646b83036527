// Attached files, and the rows that say which there are.

public import FoundationEssentials
internal import GRDB
public import TicketStore
public import Tickets

extension SQLiteStore {
    /// Writes the bytes beside the database. Naming a file and removing one both happen in the writer,
    /// so that none is removed while somebody keeps the same bytes anew.
    public func keepFile(
        now: Date, _ next: @Sendable () async throws -> [UInt8]?
    ) async throws -> StoredFile {
        let (file, temporaryPath) = try await files.write(next)
        do {
            try await writing { [files] connection in
                try files.name(temporaryPath, file.digest)
                try connection.run(
                    """
                    INSERT INTO files (digest, length_bytes, kept_at) VALUES (?, ?, ?)
                    ON CONFLICT (digest) DO UPDATE SET kept_at = max(kept_at, excluded.kept_at)
                    """, [file.digest.description, file.lengthBytes, now.milliseconds])
            }
        } catch {
            files.discard(temporaryPath)
            throw error
        }
        return file
    }

    /// Removes what uploads left behind that a crash cut off.
    ///
    /// Only for who has the data folder alone, before the first file comes in: a piece of an upload that
    /// is under way looks the same.
    ///
    /// - Returns: how many went.
    public func removePieces() -> Int {
        let pieces = files.pieces()
        pieces.forEach(files.discard)
        return pieces.count
    }

    /// Reads the file in pieces of 64 KiB.
    public func readFile(
        _ digest: ContentDigest, _ take: @Sendable ([UInt8]) async throws -> Void
    ) async throws -> Bool {
        try await files.read(digest, take)
    }

    /// Removes row and file; a crash between the two leaves a row that is removed next time.
    public func removeUnusedFiles(keptBefore moment: Date) async throws -> Int {
        try await writing { [files] connection in
            let unused = try connection.rows(
                """
                SELECT digest FROM files WHERE kept_at < ?
                    AND NOT EXISTS (SELECT 1 FROM attachments WHERE attachments.digest = files.digest)
                LIMIT 1000
                """, [moment.milliseconds]
            ).compactMap { ContentDigest($0[0]) }
            for digest in unused {
                try connection.run("DELETE FROM files WHERE digest = ?", [digest.description])
                files.remove(digest)
            }
            return unused.count
        }
    }
}
