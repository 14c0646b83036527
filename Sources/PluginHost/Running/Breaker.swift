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
    /// What the last good answer ended.
    private var inARowBefore = 0
    /// Calls of one second: a busy plugin has thousands in the window, which are not to be gone through
    /// with each call.
    private struct Second: Equatable {
        let number: Int
        var good = 0
        var bad = 0
    }
    private var window: [Second] = []

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
            if isGood { inARowBefore = inARow }
            inARow = isGood ? 0 : inARow + 1
            count(isGood: isGood, at: now)
            let failures = window.reduce(0) { $0 + $1.bad }
            let calls = window.reduce(failures) { $0 + $1.good }
            let isHalf = calls >= Self.leastCalls && 2 * failures >= calls
            return inARow >= Self.mostInARow || isHalf ? open(for: Self.firstSeconds, at: now) : .nothing
        }
    }

    /// Says that an answer that counted as good could not be used.
    mutating func recordUnusable(at now: Date) -> Action {
        if state == .closed, let last = window.last, last.good > 0 {
            window[window.count - 1].good -= 1
            inARow = inARowBefore
        }
        return record(isGood: false, at: now)
    }

    private mutating func count(isGood: Bool, at now: Date) {
        let number = Int(now.timeIntervalSinceReferenceDate.rounded(.down))
        // A clock that was set back counts on in the second that it knows.
        if number > window.last?.number ?? .min {
            window.removeAll { $0.number <= number - Int(Self.windowSeconds) }
            window.append(Second(number: number))
        }
        if isGood { window[window.count - 1].good += 1 } else { window[window.count - 1].bad += 1 }
    }

    /// A probe that came to nothing: the next call is one.
    mutating func giveBack(at now: Date) {
        if case .probing(let seconds) = state { state = .open(until: now, seconds: seconds) }
    }

    private mutating func open(for seconds: Double, at now: Date) -> Action {
        state = .open(until: now.addingTimeInterval(seconds), seconds: seconds)
        inARow = 0
        window = []
        return .open(seconds: seconds)
    }
}
