// Which closed tickets a model is trained on, and when it is time for another one.

/// Decides by nothing but the tickets there are: a replay comes to the models that the desk had.
///
/// A model is trained on the first so many closed tickets: 20, then always a tenth more, at least 10.
/// So it is always younger than the last eleventh of what there was to learn, and a desk's whole life
/// costs no more than eleven times its last training.
struct LearningPlan: Equatable {
    /// A closed ticket without its words.
    struct Entry: Equatable {
        let ticket: String
        let at: String
        let fingerprint: UInt64
    }

    /// With fewer closed tickets nothing is learned.
    static let least = 20
    /// So many tickets are kept at most; then the oldest tenth goes at once.
    static let most = 20_000

    /// The closed tickets in the order in which they were closed.
    private(set) var entries: [Entry] = []

    /// The number of tickets the model for `count` closed ones is trained on; 0 when there is none.
    static func size(of count: Int) -> Int {
        guard count >= least else { return 0 }
        var size = least
        while true {
            let next = size + max(10, size / 10)
            if next > count { return size }
            size = next
        }
    }

    /// Adds a ticket; one that was closed before stands at its new place alone.
    mutating func add(_ ticket: ClosedTicket) {
        entries.removeAll { $0.ticket == ticket.ticket }
        entries.append(Entry(ticket: ticket.ticket, at: ticket.at, fingerprint: ticket.fingerprint))
    }

    /// Takes a ticket away.
    ///
    /// - Returns: whether it was there.
    mutating func remove(_ ticket: String) -> Bool {
        let count = entries.count
        entries.removeAll { $0.ticket == ticket }
        return entries.count < count
    }

    /// Takes the oldest tenth away when there are too many.
    ///
    /// - Returns: whether there were.
    mutating func trim() -> Bool {
        guard entries.count > Self.most else { return false }
        entries.removeFirst(Self.most / 10)
        return true
    }

    /// The tickets that were closed before a moment.
    ///
    /// - Parameter moment: RFC 3339 in UTC to the second; `nil` for all that there are.
    func known(before moment: String?) -> ArraySlice<Entry> {
        moment.map { moment in entries.prefix { $0.at < moment } } ?? entries[...]
    }

    /// What the model for a moment is trained on; empty when nothing is to be learned yet.
    func examples(before moment: String?) -> ArraySlice<Entry> {
        let known = known(before: moment)
        return known.prefix(Self.size(of: known.count))
    }

    /// The name of the model that is trained on these tickets: sixteen hexadecimal digits.
    static func name(_ examples: ArraySlice<Entry>) -> String {
        var hash = UInt64(examples.count)
        for entry in examples { hash = (hash ^ entry.fingerprint) &* 0x9E37_79B9_7F4A_7C15 }
        let digits = String(hash ^ (hash >> 32), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
