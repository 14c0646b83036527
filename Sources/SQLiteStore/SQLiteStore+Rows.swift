// Rows as values of the domain.

internal import FoundationEssentials
internal import GRDB
internal import Tickets

extension SQLiteStore {
    static let selectTicket = """
        SELECT tickets.*, requesters.address FROM tickets
        JOIN requesters ON requesters.id = tickets.requester
        """

    static func ticket(_ id: TicketID, _ connection: Database) throws -> Ticket? {
        try Row.fetchOne(
            connection, sql: selectTicket + " WHERE tickets.id = ?", arguments: [id.number]
        ).map(ticket)
    }

    static func ticket(_ row: Row) throws -> Ticket {
        guard let status = TicketStatus(rawValue: row["status"]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "tickets.status has an unknown value")
        }
        let rating: String? = row["rating"]
        return Ticket(
            id: TicketID(row["id"]), subject: row["subject"],
            requester: Requester(name: row["requester_name"], address: row["address"]), status: status,
            queue: row["queue"], rating: rating.flatMap(Rating.init),
            createdAt: Date(milliseconds: row["created_at"]),
            revision: row["revision"], linkGeneration: row["link_generation"])
    }

    /// A ticket's entries of one table, each kept as JSON.
    static func all<Entry: Decodable>(
        _ column: String, from table: String, of id: TicketID, _ connection: Database
    ) throws -> [Entry] {
        try String.fetchAll(
            connection, sql: "SELECT \(column) FROM \(table) WHERE ticket = ? ORDER BY id",
            arguments: [id.number]
        ).map { try JSON.decode($0) }
    }
}

/// Values kept as JSON; times are milliseconds since 1970.
enum JSON {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .millisecondsSince1970
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ text: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .millisecondsSince1970
        return try decoder.decode(Value.self, from: Data(text.utf8))
    }
}

extension Date {
    /// Whole milliseconds since 1970.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }

    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
