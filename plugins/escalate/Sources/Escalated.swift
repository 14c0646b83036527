// What was escalated already, so that nobody is called twice for one thing.

internal import PluginKit

/// The plugin's state: for each ticket that is not over, what was escalated.
struct Escalated {
    /// So many bytes are remembered; of the oldest tickets it is forgotten first.
    static let mostBytes = 48 * 1024
    private let before: [String: [String]]
    private(set) var done: [String: [String]]

    init(_ state: PluginState) {
        let tickets = state.doc["done"]?.object ?? [:]
        done = tickets.mapValues { $0.array?.compactMap(\.string) ?? [] }
        before = done
    }

    /// Notes something down.
    ///
    /// - Returns: whether it is new.
    mutating func note(_ thing: String, of ticket: String) -> Bool {
        guard done[ticket]?.contains(thing) != true else { return false }
        done[ticket, default: []].append(thing)
        return true
    }

    /// What an entry takes as JSON.
    private static func bytes(_ ticket: String, _ things: [String]) -> Int {
        things.reduce(ticket.utf8.count + 6) { $0 + $1.utf8.count + 3 }
    }

    /// A ticket is over.
    mutating func forget(_ ticket: String) { done[ticket] = nil }

    /// How the state changes; `nil` when it does not.
    var patch: JSONValue? {
        var kept = done
        var bytes = done.reduce(0) { $0 + Self.bytes($1.key, $1.value) }
        let number = { (id: String) in Int(id.dropFirst(2)) ?? 0 }
        for id in done.keys.sorted(by: { number($0) < number($1) }) where bytes > Self.mostBytes {
            bytes -= Self.bytes(id, done[id] ?? [])
            kept[id] = nil
        }
        guard kept != before else { return nil }
        var changes: [String: JSONValue] = [:]
        for id in Set(before.keys).union(kept.keys) where kept[id] != before[id] {
            changes[id] = kept[id].map { .array($0.map { .string($0) }) } ?? .null
        }
        return ["done": .object(changes)]
    }
}
