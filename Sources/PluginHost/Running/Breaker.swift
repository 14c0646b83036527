// Whether a plugin is asked at all while it fails. Pure.

internal import FoundationEssentials

/// A circuit breaker (protocol, "Failure and pressure"): closed → open → one probe → closed or open
/// again for twice as long.
struct Breaker: Equatable {
    /// Whether a call may go through.
    enum Admission: Equatable {
        case pass
        /// It may, and whether it is closed again depends on it alone.
        case probe
        /// It may not, for so many more seconds.
        case refuse(seconds: Double)
    }

    /// What a result changes.
    enum Action: Equatable {
        case nothing
        /// No call goes through for so many seconds.
        case open(seconds: Double)
        case close
    }

    private enum State: Equatable {
        case closed
        case open(until: Date, seconds: Double)
        case probing(seconds: Double)
    }

    static let mostInARow = 5
    static let windowSeconds = 60.0
    static let leastCalls = 20
    static let firstSeconds = 5.0
    static let longestSeconds = 300.0

    private var state = State.closed
    private var inARow = 0
    private var results: [(at: Date, isGood: Bool)] = []

    /// Whether calls go through as if nothing were wrong.
    var isClosed: Bool { state == .closed }

    /// For how many seconds no call goes through; `nil` while calls do.
    func refusal(at now: Date) -> Double? {
        switch state {
        case .closed: nil
        case .open(let until, _): max(0, until.timeIntervalSince(now))
        case .probing: 0
        }
    }

    static func == (a: Breaker, b: Breaker) -> Bool {
        a.state == b.state && a.inARow == b.inARow && a.results.map(\.at) == b.results.map(\.at)
            && a.results.map(\.isGood) == b.results.map(\.isGood)
    }

    /// Asks for one call.
    mutating func admit(at now: Date) -> Admission {
        switch state {
        case .closed: return .pass
        case .open(let until, let seconds):
            guard now >= until else { return .refuse(seconds: until.timeIntervalSince(now)) }
            state = .probing(seconds: seconds)
            return .probe
        case .probing: return .refuse(seconds: 1)
        }
    }

    /// Says how a call that went through ended.
    mutating func record(isGood: Bool, at now: Date) -> Action {
        switch state {
        case .probing(let seconds):
            guard !isGood else {
                self = Breaker()
                return .close
            }
            return open(for: min(seconds * 2, Self.longestSeconds), at: now)
        case .open:
            // A call from before it opened.
            return .nothing
        case .closed:
            inARow = isGood ? 0 : inARow + 1
            results.append((now, isGood))
            results.removeAll { $0.at <= now.addingTimeInterval(-Self.windowSeconds) }
            let failures = results.count { !$0.isGood }
            let isHalf = results.count >= Self.leastCalls && 2 * failures >= results.count
            return inARow >= Self.mostInARow || isHalf ? open(for: Self.firstSeconds, at: now) : .nothing
        }
    }

    /// A probe that came to nothing: the next call is one.
    mutating func giveBack(at now: Date) {
        if case .probing(let seconds) = state { state = .open(until: now, seconds: seconds) }
    }

    private mutating func open(for seconds: Double, at now: Date) -> Action {
        state = .open(until: now.addingTimeInterval(seconds), seconds: seconds)
        inARow = 0
        results = []
        return .open(seconds: seconds)
    }
}
