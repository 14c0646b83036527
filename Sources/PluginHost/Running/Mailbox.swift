// How many calls a plugin has open, and how many wait for it. Pure.

/// The mailbox of one plugin: at most ``concurrency`` calls are open, at most ``longest`` more wait
/// in order; the rest stays where it is durable, in the store.
struct Mailbox<Waiter> {
    /// What becomes of a call.
    enum Admission: Equatable {
        case now
        case later
        case full
    }

    /// Decisions that may wait in memory (protocol, "Failure and pressure": pressure).
    static var longest: Int { 256 }

    private let concurrency: Int
    private var open = 0
    private var waiting: [(number: Int, waiter: Waiter)] = []
    private var last = 0

    init(concurrency: Int) {
        self.concurrency = max(1, concurrency)
    }

    /// How many calls wait.
    var waitingCount: Int { waiting.count }

    /// What becomes of the next call.
    var admission: Admission {
        if open < concurrency, waiting.isEmpty { return .now }
        return waiting.count < Self.longest ? .later : .full
    }

    /// A call begins at once.
    mutating func begin() { open += 1 }

    /// A call waits.
    ///
    /// - Returns: the number by which it is taken out.
    mutating func wait(_ waiter: Waiter) -> Int {
        last += 1
        waiting.append((last, waiter))
        return last
    }

    /// A call is over; the next one that waited begins.
    mutating func end() -> Waiter? {
        guard !waiting.isEmpty else {
            open -= 1
            return nil
        }
        return waiting.removeFirst().waiter
    }

    /// A call does not want to wait any more; `nil` when it has begun.
    mutating func leave(_ number: Int) -> Waiter? {
        guard let place = waiting.firstIndex(where: { $0.number == number }) else { return nil }
        return waiting.remove(at: place).waiter
    }

    /// Everybody who waits is sent away.
    mutating func sendAllAway() -> [Waiter] {
        defer { waiting = [] }
        return waiting.map(\.waiter)
    }
}
