// Rows as values of the domain.

internal import FoundationEssentials
internal import GRDB
internal import Tickets

extension SQLiteStore {
    static let selectTicket = selectTicket(through: "")

    /// - Parameter hint: which index the tickets are walked by, in SQLite's words.
    static func selectTicket(through hint: String) -> String {
        """
        SELECT tickets.*, requesters.address, verified_at, greeted_at, links_mailed_at, answered_at
        FROM tickets \(hint) JOIN requesters ON requesters.id = tickets.requester
        """
    }

    static func ticket(_ id: TicketID, _ connection: Database) throws -> Ticket? {
        try connection.rows(selectTicket + " WHERE tickets.id = ?", [id.number]).first.map(ticket)
    }

    /// A ticket and what is known of its address.
    static func entry(
        _ id: TicketID, _ connection: Database
    ) throws -> (ticket: Ticket, correspondent: Correspondent)? {
        try connection.rows(selectTicket + " WHERE tickets.id = ?", [id.number]).first.map {
            (try ticket($0), correspondent($0))
        }
    }

    static func ticket(_ row: Row) throws -> Ticket {
        Ticket(
            state: try JSON.decode(row["state"]), subject: row["subject"],
            requester: Requester(name: row["requester_name"], address: row["address"]),
            personalFields: try JSON.decode(row["personal_fields"]))
    }

    /// A ticket's entries of one table, each kept as JSON.
    static func all<Entry: Decodable>(
        _ column: String, from table: String, of id: TicketID, _ connection: Database
    ) throws -> [Entry] {
        try connection.rows("SELECT \(column) FROM \(table) WHERE ticket = ? ORDER BY id", [id.number])
            .map { try JSON.decode($0[0]) }
    }

    /// A ticket's messages with their attachments.
    static func messages(of id: TicketID, _ connection: Database) throws -> [Message] {
        var attachments: [Int64: [Attachment]] = [:]
        for row in try connection.rows(
            "SELECT message, attachment FROM attachments WHERE ticket = ? ORDER BY message, place",
            [id.number])
        {
            attachments[row["message"], default: []].append(try JSON.decode(row["attachment"]))
        }
        return try connection.rows(
            "SELECT id, author, body, at, visibility FROM messages WHERE ticket = ? ORDER BY id",
            [id.number]
        ).map { row in
            Message(
                author: try JSON.decode(row["author"]), body: row["body"],
                at: Date(milliseconds: row["at"]),
                // What cannot be read is not shown to customers.
                visibility: Message.Visibility(rawValue: row["visibility"]) ?? .internal,
                attachments: attachments[row["id"]] ?? [])
        }
    }
}

/// Values kept as JSON; times are milliseconds since 1970.
enum JSON {
    // One encoder for all: making one costs as much as a small value, and they keep no state.
    private static let encoder: JSONEncoder = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .millisecondsSince1970
        return encoder
    }()

    private static let decoder: JSONDecoder = {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .millisecondsSince1970
        return decoder
    }()

    static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ text: String) throws -> Value {
        try decoder.decode(Value.self, from: Data(text.utf8))
    }
}

extension Date {
    /// Whole milliseconds since 1970; far away dates are held at the ends of what a clock can say.
    var milliseconds: Int64 {
        Int64(min(max((timeIntervalSince1970 * 1000).rounded(), -1e15), 1e15))
    }

    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
