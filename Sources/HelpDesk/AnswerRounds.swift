// Asking the plugins for answers to customers, on its own clock.

internal import PluginHost
internal import TicketStore
internal import Tickets

/// Puts tickets that are where they belong to the plugins that write answers: one that thinks for long
/// keeps no other ticket from its queue (protocol, "Failure and pressure"). What waits here is undecided
/// in the store, so that the next run begins with it again.
actor AnswerRounds {
    /// Tickets that are taken out of the line at a time.
    private static let batch = 100

    private let decider: TicketDecider
    private let host: PluginHost
    private let signal: WorkSignal
    private let pressure: IntakePressure
    private var line: [TicketID] = []
    /// Those in line, and those whose answers are under way.
    private var known: Set<TicketID> = []
    /// Those whose answers are under way.
    private var open: Set<TicketID> = []
    /// Those of them whose customers have said something more meanwhile.
    private var again: Set<TicketID> = []
    /// Those about which not every plugin could be asked where they belong: they are not decided yet.
    private var unrouted: Set<TicketID> = []
    /// Those about whose answers not every plugin could be asked, or whose answers could not be kept.
    private var unanswered: Set<TicketID> = []

    /// - Parameters:
    ///   - decider: asks for answers alone.
    ///   - signal: is rung when there is something to do.
    init(
        decider: TicketDecider, host: PluginHost, signal: WorkSignal,
        pressure: IntakePressure = IntakePressure()
    ) {
        self.decider = decider
        self.host = host
        self.signal = signal
        self.pressure = pressure
    }

    /// Takes tickets over that are where they belong.
    ///
    /// - Parameter routed: the tickets, and whether every plugin could be asked where they belong.
    func take(_ routed: [TicketID: Bool]) {
        guard host.answers, !routed.isEmpty else { return }
        for (id, isComplete) in routed.sorted(by: { $0.key < $1.key }) {
            if isComplete { unrouted.remove(id) } else { unrouted.insert(id) }
            if open.contains(id) { again.insert(id) } else { enter(id) }
        }
        signal.ring(everything: false)
    }

    private func enter(_ id: TicketID) {
        if known.insert(id).inserted { line.append(id) }
    }

    /// Those of some tickets that are not here already, or are to be asked about where they belong all the
    /// same.
    func without(_ ids: [TicketID]) -> [TicketID] {
        ids.filter { !known.contains($0) || unrouted.contains($0) }
    }

    /// Works the line off.
    ///
    /// - Parameter then: is called whenever something was kept.
    func round(everything: Bool, then: @Sendable () -> Void = {}) async -> WorkLoop.Rest {
        if everything {
            for id in unanswered.sorted() { enter(id) }
            unanswered = []
        }
        var rest = WorkLoop.Rest.untilRung
        while !line.isEmpty {
            var waiting = Array(line.prefix(Self.batch))
            line.removeFirst(waiting.count)
            open = Set(waiting)
            while !waiting.isEmpty {
                await pressure.giveWay()
                guard !Task.isCancelled else { return .untilRung }
                let step = await decider.decideNext(of: waiting, undecided: unrouted)
                let done = Set(waiting).subtracting(step.left)
                known.subtract(done)
                open.subtract(done)
                // What could not be kept is asked about again, too.
                unanswered.formUnion(done.filter { step.decided[$0] != true }.subtracting(step.closed))
                for id in again.intersection(done).sorted() { enter(id) }
                again.subtract(done)
                waiting = step.left
                rest = max(rest, step.rest)
                if step.hasKept { then() }
            }
        }
        return rest
    }
}
