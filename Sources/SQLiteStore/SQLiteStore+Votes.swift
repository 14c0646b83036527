// What readers said of articles.

public import FoundationEssentials
internal import GRDB
public import TicketStore

extension SQLiteStore {
    /// One row for each article and voter.
    public func cast(_ vote: Vote) async throws {
        try await writing { connection in
            let row = try connection.rows(
                "SELECT * FROM votes WHERE article = ? AND voter = ?", [vote.article, vote.voter]
            ).first
            try connection.run(
                "INSERT INTO cast_votes (article, is_helpful, at) VALUES (?, ?, ?)",
                [vote.article, vote.isHelpful, vote.at.milliseconds])
            guard let row else { return try Self.add(vote, connection) }
            let kept = vote.replacing(Self.vote(row))
            try connection.run(
                "UPDATE votes SET is_helpful = ?, reason = ?, at = ? WHERE id = ?",
                [kept.isHelpful, kept.reason, kept.at.milliseconds, row["id"] as Int64])
        }
    }

    /// Walks the table of changes.
    public func castVotes(after number: Int64, limit: Int) async throws -> [CastVote] {
        try await reading { connection in
            try connection.rows(
                "SELECT * FROM cast_votes WHERE id > ? ORDER BY id LIMIT ?", [number, limit]
            ).map(Self.castVote)
        }
    }

    static func castVote(_ row: Row) -> CastVote {
        CastVote(
            number: row["id"], article: row["article"], isHelpful: row["is_helpful"],
            at: Date(milliseconds: row["at"]))
    }

    /// Adds a row under the number that the vote has.
    static func take(_ cast: CastVote, _ connection: Database) throws {
        try connection.run(
            "INSERT INTO cast_votes (id, article, is_helpful, at) VALUES (?, ?, ?, ?)",
            [cast.number, cast.article, cast.isHelpful, cast.at.milliseconds])
    }

    /// Votes to come get numbers behind this one: a plugin that has seen so many hears of them.
    static func countVotes(from number: Int64, _ connection: Database) throws {
        try connection.run(
            "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'cast_votes'", [number])
        try connection.run(
            """
            INSERT INTO sqlite_sequence (name, seq) SELECT 'cast_votes', ?
            WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'cast_votes')
            """, [number])
    }

    /// Looks at the end of the table of changes.
    public func lastCastVote() async throws -> Int64 {
        try await reading { connection in
            try connection.value("SELECT seq FROM sqlite_sequence WHERE name = 'cast_votes'", []) ?? 0
        }
    }

    /// Deletes the rows.
    public func trimCastVotes(before moment: Date) async throws {
        try await writing { try $0.run("DELETE FROM cast_votes WHERE at < ?", [moment.milliseconds]) }
    }

    static func add(_ vote: Vote, _ connection: Database) throws {
        try connection.run(
            "INSERT INTO votes (article, voter, is_helpful, reason, at) VALUES (?, ?, ?, ?, ?)",
            [vote.article, vote.voter, vote.isHelpful, vote.reason, vote.at.milliseconds])
    }

    /// Adds up by article.
    public func voteCounts() async throws -> [VoteCount] {
        try await reading { connection in
            try connection.rows(
                """
                SELECT article, sum(is_helpful) AS yes, sum(NOT is_helpful) AS no, sum(reason <> '') AS reasons
                FROM votes GROUP BY article
                """
            ).map { row in
                VoteCount(article: row["article"], yes: row["yes"], no: row["no"], reasons: row["reasons"])
            }.sorted(by: VoteCount.isBefore)
        }
    }

    /// Walks the partial index of votes with reasons.
    public func voteReasons(
        of article: String, before id: Int64?, limit: Int
    ) async throws -> [VoteReason] {
        try await reading { connection in
            try connection.rows(
                """
                SELECT * FROM votes WHERE article = ? AND reason <> '' AND id < ? ORDER BY id DESC LIMIT ?
                """, [article, id ?? .max, limit]
            ).map { row in
                VoteReason(
                    id: row["id"], article: row["article"], isHelpful: row["is_helpful"],
                    text: row["reason"], at: Date(milliseconds: row["at"]))
            }
        }
    }

    /// Empties the column; what was there is overwritten (`secure_delete`).
    public func eraseVoteReason(_ id: Int64) async throws -> Bool {
        try await writing { connection in
            try connection.run("UPDATE votes SET reason = '' WHERE id = ? AND reason <> ''", [id])
            return connection.changesCount > 0
        }
    }

    static func vote(_ row: Row) -> Vote {
        Vote(
            voter: row["voter"], article: row["article"], isHelpful: row["is_helpful"],
            reason: row["reason"], at: Date(milliseconds: row["at"]))
    }
}
