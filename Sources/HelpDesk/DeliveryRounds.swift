// Telling the plugins what has happened, and calling them when they wanted to be called.

internal import FoundationEssentials
internal import Logging
internal import PluginHost
internal import PluginProtocol
internal import TicketStore
internal import Tickets

/// Delivers events and due appointments to one plugin, in order, at least once; what it wants done is
/// done once.
actor DeliveryRounds {
    /// Events that are looked through at a time.
    private static let batch = 500
    /// What the keys of appointments begin with that send dead events once more.
    static let retryPrefix = "$retry:"
    /// How often a call is made when something else changes the plugin's state meanwhile.
    private static let mostConflicts = 3

    private let plugin: String
    private let store: any TicketStore
    private let host: PluginHost
    private let facts: DeskFacts
    private let replies: AutomaticReplies?
    private let pressure: IntakePressure
    private let now: @Sendable () -> Date
    private let logger: Logger
    /// Events up to here are not for this plugin, or done.
    private var seen: Int64 = 0
    private var failures = 0
    private var hasKept = false
    private var voteFailures = 0
    private var timerFailures: [String: Int] = [:]

    init(
        to plugin: String, store: any TicketStore, host: PluginHost, facts: DeskFacts,
        replies: AutomaticReplies? = nil, pressure: IntakePressure = IntakePressure(),
        now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.replies = replies
        self.pressure = pressure
        self.plugin = plugin
        self.store = store
        self.host = host
        self.facts = facts
        self.now = now
        self.logger = logger
    }

    /// Delivers everything that waits.
    ///
    /// - Parameter then: is called when something was kept.
    func round(then: @Sendable () -> Void = {}) async -> WorkLoop.Rest {
        hasKept = false
        defer { if hasKept { then() } }
        do {
            let appointments = try await keepAppointments()
            let events = try await deliverEvents()
            return max(appointments, events, try await deliverVotes())
        } catch {
            logger.failure("nothing could be delivered to \(plugin)", error)
            return .retry
        }
    }

    private func deliverEvents() async throws -> WorkLoop.Rest {
        guard host.listeners.contains(plugin) else { return .untilRung }
        try await store.beginEvents(for: plugin)
        seen = max(seen, try await store.pluginRecord(plugin).cursor ?? 0)
        while !Task.isCancelled {
            let events = try await store.events(after: seen, limit: Self.batch)
            guard let last = events.last else { return .untilRung }
            let wanted = host.events(events, for: plugin)
            guard !wanted.isEmpty else {
                seen = last.number
                continue
            }
            // After a failure one by one, so that one that cannot be digested does not hold the others.
            let count = failures == 0 ? ProtocolLimits.eventsPerDelivery : 1
            let first = Array(wanted.prefix(count))
            let (chosen, threads) = host.fitting(
                first, to: plugin, try await threads(first.map(\.ticket)), facts.choices)
            let delivery = Delivery(to: plugin, .events(chosen), threads: threads, failures: failures)
            switch try await deliver(delivery) {
            case .done(let cursor):
                seen = cursor ?? chosen.last?.number ?? seen
                failures = 0
            case .failed(let isDead):
                failures += 1
                guard isDead else { return .retry }
                seen = chosen.last?.number ?? seen
                failures = 0
            case .contested: return .retry
            case .later: return .look
            }
        }
        return .untilRung
    }

    /// Votes are delivered like events, and have a cursor of their own.
    private func deliverVotes() async throws -> WorkLoop.Rest {
        guard host.hearsVotes(plugin) else { return .untilRung }
        let name = PluginRecord.votes(plugin)
        try await store.beginVotes(for: plugin)
        var done = try await store.pluginRecord(name).cursor ?? 0
        while !Task.isCancelled,
            case let votes = try await store.castVotes(after: done, limit: ProtocolLimits.eventsPerDelivery),
            let last = votes.last
        {
            let delivery = Delivery(to: plugin, .votes(votes), threads: [:], failures: voteFailures)
            switch try await deliver(delivery) {
            case .later: return .look
            case .contested: return .retry
            case .failed(let isDead):
                voteFailures = isDead ? 0 : voteFailures + 1
                guard isDead else { return .retry }
            case .done: voteFailures = 0
            }
            // It was moved with the effects: an answer may be about the first of them alone.
            let moved = try await store.pluginRecord(name).cursor ?? 0
            if moved <= done { try await store.moveDeliveries(to: name, to: last.number) }
            done = moved > done ? moved : last.number
        }
        return .untilRung
    }

    private func keepAppointments() async throws -> WorkLoop.Rest {
        var rest = WorkLoop.Rest.untilRung
        let due = try await store.dueAppointments(of: plugin, now: now(), limit: Self.batch)
        for entry in due where !Task.isCancelled {
            let failures = timerFailures[entry.key] ?? 0
            let delivery = try await delivery(of: entry, failures)
            switch try await deliver(delivery, ending: entry) {
            case .done: timerFailures[entry.key] = nil
            case .failed(let isDead):
                timerFailures[entry.key] = isDead ? nil : failures + 1
                if !isDead { rest = .retry }
            case .contested: rest = .retry
            case .later: return max(rest, .look)
            }
        }
        return rest
    }

    /// An appointment of the plugin's own, or dead events that somebody sends once more.
    private func delivery(of entry: PluginAppointment, _ failures: Int) async throws -> Delivery {
        guard entry.key.hasPrefix(Self.retryPrefix), let numbers = try? JSONValue(json: Data(entry.data.utf8))
        else {
            let threads = try await threads(entry.ticket.map { [$0] } ?? [])
            return Delivery(to: plugin, .appointment(entry), threads: threads, failures: failures)
        }
        if entry.key.hasPrefix("\(Self.retryPrefix)\(plugin):vote:") {
            var votes: [CastVote] = []
            for number in numbers.array?.compactMap(\.number) ?? [] {
                votes += try await store.castVotes(after: Int64(number) - 1, limit: 1)
            }
            return Delivery(to: plugin, .votes(votes), threads: [:], failures: failures)
        }
        var events: [NumberedEvent] = []
        for number in numbers.array?.compactMap(\.number) ?? [] {
            events += try await store.events(after: Int64(number) - 1, limit: 1)
        }
        let threads = try await threads(events.map(\.ticket))
        return Delivery(to: plugin, .events(events), threads: threads, failures: failures)
    }

    private enum Result {
        case done(cursor: Int64?)
        case failed(isDead: Bool)
        /// Something else changed the plugin's state, each time that it was asked. It has not failed.
        case contested
        case later
    }

    private func deliver(
        _ delivery: Delivery, ending entry: PluginAppointment? = nil
    ) async throws -> Result {
        for _ in 1..<Self.mostConflicts {
            let result = try await deliverOnce(delivery, ending: entry)
            guard case .contested = result else { return result }
        }
        return try await deliverOnce(delivery, ending: entry)
    }

    private func deliverOnce(_ delivery: Delivery, ending entry: PluginAppointment?) async throws -> Result {
        await pressure.giveWay()
        let outcome = await host.deliver(delivery, facts)
        guard !Task.isCancelled else { return .later }
        do {
            switch outcome {
            case .answered(var work, let actions, let refusals):
                if let entry { end(entry, &work) }
                try await limitSchedule(of: &work)
                hasKept = true
                try await keep(work, actions, refusals.map { ($0.ticket, $0.reason) }, delivery)
                for refusal in refusals where refusal.ticket == nil {
                    logger.warning("\(plugin): \(refusal.reason)")
                }
                return .done(cursor: work.cursor)
            case .failed(var work):
                let isDead = work.call.outcome == .dead
                if let entry, isDead { end(entry, &work) }
                try await store.commit([work], to: [], now: now()) { _ in }
                if isDead {
                    logger.error(
                        "\(plugin) failed \(PluginHost.mostDeliveries) times at \(delivery.call): `porchlight plugin retry \(plugin)` sends it again"
                    )
                }
                return .failed(isDead: isDead)
            case .later: return .later
            }
        } catch PluginCommitError.alreadyDone {
            // The host was killed between commit and answer: it is done.
            if let entry { try await forget(entry) }
            guard case .events(let events) = delivery.content, entry == nil else { return .done(cursor: nil) }
            return .done(cursor: events.last?.number)
        } catch PluginCommitError.stateChanged {
            return .contested
        }
    }

    /// A plugin whose schedule is full schedules nothing more: what it has is worked off first.
    private func limitSchedule(of work: inout PluginWork) async throws {
        guard !work.schedule.isEmpty else { return }
        let waiting = try await store.appointmentCount(of: plugin)
        let room = max(0, ProtocolLimits.scheduled - waiting + work.cancelled.count)
        guard work.schedule.count > room else { return }
        logger.warning(
            "\(plugin): its schedule has \(ProtocolLimits.scheduled) entries, and takes no more")
        work.schedule = Array(work.schedule.prefix(room))
    }

    /// A call for events that were dead moves no cursor, and is not made again.
    private func end(_ entry: PluginAppointment, _ work: inout PluginWork) {
        work.cursor = nil
        work.voteCursor = nil
        if !work.schedule.contains(where: { $0.key == entry.key }) { work.cancelled.append(entry.key) }
    }

    private func forget(_ entry: PluginAppointment) async throws {
        let call = PluginCall(
            plugin: plugin, call: "\(plugin):end:\(entry.key)", method: "timer", tickets: [], at: now(),
            request: "{}", response: "{}", milliseconds: 0, outcome: .failed)
        try await store.commit([PluginWork(call, cancelled: [entry.key])], to: [], now: now()) { _ in }
    }

    private func keep(
        _ work: PluginWork, _ actions: [PluginAction], _ refusals: [(ticket: TicketID?, reason: String)],
        _ delivery: Delivery
    ) async throws {
        let (plugin, hook, at) = (plugin, work.call.method, now())
        guard !host.isShadow(plugin) else {
            // What it would have done stands in the recorded call, and nowhere else.
            var work = work
            work.requests = []
            return try await store.commit([work], to: [], now: at) { _ in }
        }
        let sending = replies.map { replies in
            PluginEffects.Sending(replies: replies, threads: delivery.threads, isReviewed: host.reviews)
        }
        try await store.commit([work], to: delivery.threads.keys.sorted(), now: at) { edits in
            PluginEffects.apply(
                actions, refusals: refusals, of: plugin, hook: hook, to: &edits, sending: sending
            ) { reason in
                Decision(plugin: plugin, hook: hook, outcome: .failed, reason: reason, at: at)
            }
        }
    }

    private func threads(_ ids: [TicketID]) async throws -> [TicketID: TicketThread] {
        var threads: [TicketID: TicketThread] = [:]
        for id in Set(ids) { threads[id] = try await store.thread(id) }
        return threads
    }
}
