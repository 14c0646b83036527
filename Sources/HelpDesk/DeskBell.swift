// Wakes the work behind the desk.

internal import Synchronization

/// Is rung when there is something to do behind the desk.
public final class DeskBell: Sendable {
    let tickets = WorkSignal()
    let answers = WorkSignal()
    let mails = WorkSignal()
    let timers = WorkSignal()
    let surveys = WorkSignal()
    let requests = WorkSignal()
    /// What the plugins wait for, each with its own signal: a slow one does not hold the others.
    let deliveries: Mutex<[String: WorkSignal]> = Mutex([:])

    /// The signal of one plugin's deliveries.
    func deliveries(to plugin: String) -> WorkSignal {
        deliveries.withLock { signals in
            let signal = signals[plugin] ?? WorkSignal()
            signals[plugin] = signal
            return signal
        }
    }

    /// Work behind the desk was kept, from which more may follow: mails, requests, timers, and events
    /// that plugins want to be told of. Whoever finds nothing to do keeps nothing, and rings nobody.
    func somethingFollows() {
        mails.ring(everything: true)
        timers.ring(everything: true)
        surveys.ring(everything: true)
        requests.ring(everything: true)
        let signals = deliveries.withLock { Array($0.values) }
        for signal in signals { signal.ring(everything: true) }
    }

    /// A bell that nobody has rung.
    public init() {}

    /// Something was stored: a ticket to decide, or a mail to send.
    public func somethingChanged() {
        tickets.ring(everything: false)
        somethingFollows()
    }

    /// Something was let go that was held back: the plugins can be asked about it.
    public func somethingWasReleased() {
        tickets.ring(everything: true)
        somethingFollows()
    }

    /// A plugin can be asked again, also about tickets for which it was away, or is gone for good.
    public func pluginIsReady() {
        tickets.ring(everything: true)
        answers.ring(everything: true)
        somethingFollows()
    }
}

/// Wakes one loop. Rings that come while it works become one.
final class WorkSignal: Sendable {
    let rings: AsyncStream<Void>
    private let ringing: AsyncStream<Void>.Continuation
    private let isEverything = Mutex(false)

    init() {
        (rings, ringing) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// - Parameter everything: whether to look at all that waits, or at what is new alone.
    func ring(everything: Bool) {
        if everything { isEverything.withLock { $0 = true } }
        ringing.yield()
    }

    /// What the ring asked for.
    func takeEverything() -> Bool {
        isEverything.withLock { isEverything in
            defer { isEverything = false }
            return isEverything
        }
    }
}
