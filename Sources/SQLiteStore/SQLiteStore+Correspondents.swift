// What is known of addresses, and what was done with suggested answers.

internal import FoundationEssentials
internal import GRDB
public import TicketStore
internal import Tickets

extension SQLiteStore {
    /// What is known of the address in a row of requesters.
    static func correspondent(_ row: Row) -> Correspondent {
        func moment(_ column: String) -> Date? {
            (row[column] as Int64?).map { Date(milliseconds: $0) }
        }
        return Correspondent(
            verifiedAt: moment("verified_at"), greetedAt: moment("greeted_at"),
            linksMailedAt: moment("links_mailed_at"), answeredAt: moment("answered_at"))
    }

    static func correspondent(_ address: String, _ connection: Database) throws -> Correspondent {
        try connection.rows(
            "SELECT verified_at, greeted_at, links_mailed_at, answered_at FROM requesters WHERE address = ?",
            [address]
        ).first.map(correspondent) ?? Correspondent()
    }

    static func write(
        _ correspondent: Correspondent, of id: TicketID, _ connection: Database
    ) throws {
        try connection.run(
            """
            UPDATE requesters SET verified_at = ?, greeted_at = ?, links_mailed_at = ?, answered_at = ?
            WHERE id = (SELECT requester FROM tickets WHERE id = ?) AND address <> ''
            """,
            [
                correspondent.verifiedAt?.milliseconds, correspondent.greetedAt?.milliseconds,
                correspondent.linksMailedAt?.milliseconds, correspondent.answeredAt?.milliseconds, id.number,
            ])
    }

    /// One row for each day, outcome and article.
    public func count(_ suggestion: SuggestionCount) async throws {
        try await writing { connection in
            try connection.run(
                """
                INSERT INTO suggestions (day, outcome, article, count) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET count = count + excluded.count
                """,
                [suggestion.day, suggestion.outcome.rawValue, suggestion.article, suggestion.count])
        }
    }

    /// Walks the primary key.
    public func suggestionCounts(since day: Int) async throws -> [SuggestionCount] {
        try await reading { connection in
            try connection.rows(
                """
                SELECT day, outcome, article, count FROM suggestions WHERE day >= ?
                ORDER BY day, outcome, article
                """, [day]
            ).compactMap { row in
                SuggestionCount.Outcome(rawValue: row["outcome"]).map {
                    SuggestionCount(
                        day: row["day"], outcome: $0, article: row["article"], count: row["count"])
                }
            }
        }
    }
}
