// The closed tickets' file in the plugin's folder.

internal import FoundationEssentials
internal import Glibc

/// `tickets.jsonl`: a line for every closed ticket, the last of a ticket counts. In memory stand only
/// their numbers, so that a plugin that waits is small.
struct ExampleStore {
    /// The plugin's folder.
    let folder: String
    /// Whether anything may be written.
    private let isWritable: Bool
    /// What there is to learn from.
    private(set) var plan = LearningPlan()
    private var path: String { Self.path(folder) }

    /// Opens the store of a folder; a missing file is an empty one.
    ///
    /// A line that was half written when the power went is passed over: the event that it was for was
    /// not acknowledged and comes again. So is a ticket without words: the first version kept such.
    init(folder: String, isWritable: Bool) {
        self.folder = folder
        self.isWritable = isWritable
        for ticket in Self.tickets(folder) where ticket.hasWords { plan.add(ticket) }
    }

    /// Keeps a closed ticket.
    ///
    /// - Throws: ``ModelError`` when it cannot be written; then the event has to come again.
    mutating func keep(_ ticket: ClosedTicket) throws {
        guard isWritable else { return }
        plan.add(ticket)
        if plan.trim() { return try rewrite() }
        try append(Self.line(ticket))
    }

    /// Forgets tickets: nothing of them is in the file afterwards, older lines of theirs included.
    ///
    /// - Throws: ``ModelError`` when it cannot be written; then the event has to come again.
    mutating func forget(_ tickets: [String]) throws {
        guard isWritable else { return }
        let known = tickets.filter { plan.remove($0) }
        if !known.isEmpty { try rewrite() }
    }

    /// The tickets of a folder's file that stand in a list, with their words, in the list's order.
    static func tickets(_ entries: ArraySlice<LearningPlan.Entry>, in folder: String) -> [ClosedTicket] {
        var found: [UInt64: ClosedTicket] = [:]
        for ticket in tickets(folder) { found[ticket.fingerprint] = ticket }
        return entries.compactMap { found[$0.fingerprint] }
    }

    private static func path(_ folder: String) -> String { "\(folder)/tickets.jsonl" }

    private static func tickets(_ folder: String) -> [ClosedTicket] {
        guard let contents = try? Data(contentsOf: URL(filePath: path(folder))) else { return [] }
        let decoder = JSONDecoder()
        return contents.split(separator: 0x0A).compactMap {
            try? decoder.decode(ClosedTicket.self, from: Data($0))
        }
    }

    private static func line(_ ticket: ClosedTicket) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return ((try? encoder.encode(ticket)).map { Array($0) } ?? []) + [0x0A]
    }

    /// Writes the lines that still count into a new file.
    private func rewrite() throws {
        let lines = Self.tickets(plan.entries[...], in: folder).flatMap { Self.line($0) }
        try ModelFile.write(lines, to: path)
    }

    private func append(_ line: [UInt8]) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw ModelError(path, .unwritable(String(cString: strerror(errno)))) }
        defer { close(file) }
        // A half line of an earlier end stays a line of its own.
        let count = ([0x0A] + line).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        guard count == line.count + 1, fdatasync(file) == 0 else {
            throw ModelError(path, .unwritable(String(cString: strerror(errno))))
        }
    }
}
